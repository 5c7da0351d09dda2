namespace Orchestrator.Api.Core.V1;

/// <summary>Where a variable's value comes from: one of four.</summary>
[ApiType("io.k8s.api.core.v1.EnvVarSource")]
public sealed partial record EnvVarSource
{
    /// <summary>A field of the Pod.</summary>
    [Field("fieldRef", 1)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>A limit or request of a container.</summary>
    [Field("resourceFieldRef", 2)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>An entry of a ConfigMap.</summary>
    [Field("configMapKeyRef", 3)]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>An entry of a Secret.</summary>
    [Field("secretKeyRef", 4)]
    public SecretKeySelector? SecretKeyRef { get; init; }
}
