using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>Records under one component's name; an <see cref="EventWriter"/> sends. When that is a thousand behind, events are dropped.</summary>
public sealed class EventRecorder : IEventRecorder
{
    private const int PendingMax = 1000;

    private readonly IActorRef<EventWriterMessage> _writer;
    private readonly EventSource _source;
    private readonly TimeProvider _time;

    private EventRecorder(IActorRef<EventWriterMessage> writer, EventSource source, TimeProvider time)
    {
        _writer = writer;
        _source = source;
        _time = time;
    }

    /// <summary>Starts a writer as a tree of its own.</summary>
    /// <param name="component">The reporting component, such as <c>deployment-controller</c>.</param>
    /// <param name="host">The node, for components that run on one.</param>
    public static EventRecorder Spawn(
        IActorSystem system, string name, IApiClient api, string component, string? host = null) =>
        new(system.Spawn(name, () => new EventWriter(api), WriterOptions()), Source(component, host), system.Time);

    /// <summary>Starts a writer as a child.</summary>
    public static EventRecorder Spawn<TMessage>(
        IActorContext<TMessage> context, string name, IApiClient api, string component, string? host = null) => new(
            context.Spawn(name, () => new EventWriter(api), WriterOptions()),
            Source(component, host),
            context.System.Time);

    /// <summary>Another component that records through the same writer.</summary>
    public EventRecorder As(string component, string? host = null) => new(_writer, Source(component, host), _time);

    public void Event(ObjectReference involved, string type, string reason, string message)
    {
        var now = _time.GetUtcNow();
        _writer.TryTell(new WriteEvent(new Event
        {
            Metadata = new() { Namespace = involved.Namespace is { Length: > 0 } ns ? ns : "default" },
            InvolvedObject = involved,
            Reason = reason,
            Message = message,
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
            Type = type,
            Source = _source,
            ReportingController = _source.Component ?? "",
            ReportingInstance = _source.Host ?? "",
        }));
    }

    private static ActorOptions WriterOptions() => new() { Capacity = PendingMax };

    private static EventSource Source(string component, string? host) => new() { Component = component, Host = host };
}
