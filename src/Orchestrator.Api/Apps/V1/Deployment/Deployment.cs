namespace Orchestrator.Api.Apps.V1;

/// <summary>Runs a number of equal Pods and replaces them step by step when their template changes.</summary>
[ApiType("io.k8s.api.apps.v1.Deployment")]
[Kind("apps/v1", "Deployment")]
public sealed partial record Deployment : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public DeploymentSpec Spec { get; init; } = DeploymentSpec.Empty;

    /// <summary>What was last seen of the rollout.</summary>
    [Field("status", 3)]
    public DeploymentStatus Status { get; init; } = DeploymentStatus.Empty;
}
