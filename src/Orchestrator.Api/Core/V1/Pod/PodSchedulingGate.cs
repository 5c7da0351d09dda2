namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed partial record PodSchedulingGate
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
