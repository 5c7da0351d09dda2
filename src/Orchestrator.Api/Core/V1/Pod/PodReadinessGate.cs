namespace Orchestrator.Api.Core.V1;

/// <summary>A condition that must be true, besides the containers', for the Pod to be ready.</summary>
[ApiType("io.k8s.api.core.v1.PodReadinessGate")]
public sealed partial record PodReadinessGate
{
    /// <summary>The condition's type.</summary>
    [Field("conditionType", 1, Required = true)]
    public string ConditionType { get; init; } = "";
}
