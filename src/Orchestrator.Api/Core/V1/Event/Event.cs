namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Event")]
[Kind("v1", "Event")]
public sealed partial record Event : KubeObject
{
    [Field("involvedObject", 2, Required = true)]
    public ObjectReference InvolvedObject { get; init; } = ObjectReference.Empty;

    [Field("reason", 3)]
    public string? Reason { get; init; }

    [Field("message", 4)]
    public string? Message { get; init; }

    [Field("source", 5)]
    public EventSource Source { get; init; } = EventSource.Empty;

    [Field("firstTimestamp", 6, Always = true)]
    public Time? FirstTimestamp { get; init; }

    [Field("lastTimestamp", 7, Always = true)]
    public Time? LastTimestamp { get; init; }

    [Field("count", 8)]
    public int Count { get; init; }

    [Field("type", 9)]
    public string? Type { get; init; }

    [Field("eventTime", 10, Always = true)]
    public MicroTime? EventTime { get; init; }

    [Field("series", 11)]
    public EventSeries? Series { get; init; }

    [Field("action", 12)]
    public string? Action { get; init; }

    [Field("related", 13)]
    public ObjectReference? Related { get; init; }

    [Field("reportingComponent", 14)]
    public string ReportingController { get; init; } = "";

    [Field("reportingInstance", 15)]
    public string ReportingInstance { get; init; } = "";
}
