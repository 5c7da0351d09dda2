namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.Deployment")]
[Kind("apps/v1", "Deployment")]
public sealed partial record Deployment : KubeObject
{
    [Field("spec", 2)]
    public DeploymentSpec Spec { get; init; } = DeploymentSpec.Empty;

    [Field("status", 3)]
    public DeploymentStatus Status { get; init; } = DeploymentStatus.Empty;
}
