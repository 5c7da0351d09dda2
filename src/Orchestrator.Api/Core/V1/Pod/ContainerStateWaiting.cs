namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed partial record ContainerStateWaiting
{
    [Field("reason", 1)]
    public string? Reason { get; init; }

    [Field("message", 2)]
    public string? Message { get; init; }
}
