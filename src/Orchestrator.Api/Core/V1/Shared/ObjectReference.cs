namespace Orchestrator.Api.Core.V1;

/// <summary>An object, or a part of one.</summary>
[ApiType("io.k8s.api.core.v1.ObjectReference")]
public sealed partial record ObjectReference
{
    /// <summary>The kind of the object.</summary>
    [Field("kind", 1)]
    public string? Kind { get; init; }

    /// <summary>The object's namespace.</summary>
    [Field("namespace", 2)]
    public string? Namespace { get; init; }

    /// <summary>The object's name.</summary>
    [Field("name", 3)]
    public string? Name { get; init; }

    /// <summary>The identity of the object, different for every object that ever was.</summary>
    [Field("uid", 4)]
    public string? Uid { get; init; }

    /// <summary>The group and version of the object's kind.</summary>
    [Field("apiVersion", 5)]
    public string? ApiVersion { get; init; }

    /// <summary>The revision of the object, opaque to clients.</summary>
    [Field("resourceVersion", 6)]
    public string? ResourceVersion { get; init; }

    /// <summary>The part of the object, such as spec.containers{web}.</summary>
    [Field("fieldPath", 7)]
    public string? FieldPath { get; init; }
}
