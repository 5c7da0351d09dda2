namespace Orchestrator.Api.Core.V1;

/// <summary>A report that something happened to an object; kept for a limited time.</summary>
[ApiType("io.k8s.api.core.v1.Event")]
[Kind("v1", "Event")]
public sealed partial record Event : KubeObject
{
    /// <summary>The object it is about.</summary>
    [Field("involvedObject", 2, Required = true)]
    public ObjectReference InvolvedObject { get; init; } = ObjectReference.Empty;

    /// <summary>What happened, in one CamelCase word.</summary>
    [Field("reason", 3)]
    public string? Reason { get; init; }

    /// <summary>What happened, in words.</summary>
    [Field("message", 4)]
    public string? Message { get; init; }

    /// <summary>Who reports it; reportingComponent is its successor.</summary>
    [Field("source", 5)]
    public EventSource Source { get; init; } = EventSource.Empty;

    /// <summary>When it first happened.</summary>
    [Field("firstTimestamp", 6, Always = true)]
    public Time? FirstTimestamp { get; init; }

    /// <summary>When it last happened.</summary>
    [Field("lastTimestamp", 7, Always = true)]
    public Time? LastTimestamp { get; init; }

    /// <summary>How often it has happened.</summary>
    [Field("count", 8)]
    public int Count { get; init; }

    /// <summary>Normal or Warning.</summary>
    [Field("type", 9)]
    public string? Type { get; init; }

    /// <summary>When it was first observed, to the microsecond.</summary>
    [Field("eventTime", 10, Always = true)]
    public MicroTime? EventTime { get; init; }

    /// <summary>What is known of its repetitions.</summary>
    [Field("series", 11)]
    public EventSeries? Series { get; init; }

    /// <summary>What was done or failed.</summary>
    [Field("action", 12)]
    public string? Action { get; init; }

    /// <summary>A second object that it concerns.</summary>
    [Field("related", 13)]
    public ObjectReference? Related { get; init; }

    /// <summary>The controller that reports it, such as kubernetes.io/kubelet.</summary>
    [Field("reportingComponent", 14)]
    public string ReportingController { get; init; } = "";

    /// <summary>Which instance of that controller.</summary>
    [Field("reportingInstance", 15)]
    public string ReportingInstance { get; init; } = "";
}
