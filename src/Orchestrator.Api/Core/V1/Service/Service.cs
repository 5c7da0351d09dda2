namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Service")]
[Kind("v1", "Service")]
public sealed partial record Service : KubeObject
{
    [Field("spec", 2)]
    public ServiceSpec Spec { get; init; } = ServiceSpec.Empty;

    [Field("status", 3)]
    public ServiceStatus Status { get; init; } = ServiceStatus.Empty;
}
