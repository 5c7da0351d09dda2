namespace Orchestrator.Api.Core.V1;

/// <summary>An identity for programs that run in Pods.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccount")]
[Kind("v1", "ServiceAccount")]
public sealed partial record ServiceAccount : KubeObject
{
    /// <summary>Secrets its Pods may use.</summary>
    [Field("secrets", 2, PatchStrategy = "merge", PatchMergeKey = "name", ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ObjectReference> Secrets { get; init; }

    /// <summary>Secrets with which its Pods' images are pulled.</summary>
    [Field("imagePullSecrets", 3, ListType = "atomic")]
    public ValueList<LocalObjectReference> ImagePullSecrets { get; init; }

    /// <summary>Whether its Pods get a token mounted where they say nothing else.</summary>
    [Field("automountServiceAccountToken", 4)]
    public bool? AutomountServiceAccountToken { get; init; }
}
