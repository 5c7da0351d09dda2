namespace Orchestrator.Api.Core.V1;

/// <summary>An image that is present on a node.</summary>
[ApiType("io.k8s.api.core.v1.ContainerImage")]
public sealed partial record ContainerImage
{
    /// <summary>Names under which it is known.</summary>
    [Field("names", 1, Always = true, ListType = "atomic")]
    public ValueList<string> Names { get; init; }

    /// <summary>Its size in bytes.</summary>
    [Field("sizeBytes", 2)]
    public long SizeBytes { get; init; }
}
