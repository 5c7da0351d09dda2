namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EventSeries")]
public sealed partial record EventSeries
{
    [Field("count", 1)]
    public int Count { get; init; }

    [Field("lastObservedTime", 2, Always = true)]
    public MicroTime? LastObservedTime { get; init; }
}
