namespace Orchestrator.Api.Core.V1;

/// <summary>A claim of the Pod that a container uses.</summary>
[ApiType("io.k8s.api.core.v1.ResourceClaim")]
public sealed partial record ResourceClaim
{
    /// <summary>The claim's name within the Pod.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Which of the claim's requests; all of them where empty.</summary>
    [Field("request", 2)]
    public string? Request { get; init; }
}
