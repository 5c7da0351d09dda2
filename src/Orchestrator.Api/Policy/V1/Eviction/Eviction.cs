namespace Orchestrator.Api.Policy.V1;

/// <summary>Asks that a Pod leaves its node: the body of the eviction subresource.</summary>
[ApiType("io.k8s.api.policy.v1.Eviction")]
[Kind("policy/v1", "Eviction")]
public sealed partial record Eviction : KubeObject
{
    /// <summary>How the Pod is deleted.</summary>
    [Field("deleteOptions", 2)]
    public DeleteOptions? DeleteOptions { get; init; }
}
