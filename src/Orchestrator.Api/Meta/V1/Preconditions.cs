namespace Orchestrator.Api.Meta.V1;

/// <summary>What must be true for an operation to go ahead.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions")]
public sealed partial record Preconditions
{
    /// <summary>The identity the object must have.</summary>
    [Field("uid", 1, Pointer = true)]
    public string? Uid { get; init; }

    /// <summary>The revision the object must have.</summary>
    [Field("resourceVersion", 2, Pointer = true)]
    public string? ResourceVersion { get; init; }
}
