namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EventSource")]
public sealed partial record EventSource
{
    [Field("component", 1)]
    public string? Component { get; init; }

    [Field("host", 2)]
    public string? Host { get; init; }
}
