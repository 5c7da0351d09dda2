namespace Orchestrator.Api.Core.V1;

/// <summary>The repetitions of an event.</summary>
[ApiType("io.k8s.api.core.v1.EventSeries")]
public sealed partial record EventSeries
{
    /// <summary>How often it has happened until the last report.</summary>
    [Field("count", 1)]
    public int Count { get; init; }

    /// <summary>When it last happened.</summary>
    [Field("lastObservedTime", 2, Always = true)]
    public MicroTime? LastObservedTime { get; init; }
}
