using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>Records under one component's name; <see cref="EventWriter"/>s send. When they are a thousand behind,
/// events are dropped.</summary>
/// <remarks>Each object's events go through one writer, in order; several writers keep a busy component's events from
/// queueing behind each other.</remarks>
public sealed class EventRecorder : IEventRecorder
{
    private const int PendingMax = 1000;

    private readonly IActorRef<EventWriterMessage>[] _writers;
    private readonly EventSource _source;
    private readonly TimeProvider _time;

    private EventRecorder(IActorRef<EventWriterMessage>[] writers, EventSource source, TimeProvider time)
    {
        _writers = writers;
        _source = source;
        _time = time;
    }

    /// <summary>Starts its writers as trees of their own.</summary>
    /// <param name="component">The reporting component, such as <c>deployment-controller</c>.</param>
    /// <param name="host">The node, for components that run on one.</param>
    /// <param name="writers">How many events may be on their way to the server at once.</param>
    public static EventRecorder Spawn(
        IActorSystem system, string name, IApiClient api, string component, string? host = null,
        int writers = 1) => new(
            Writers(writers, name, (path, options) => system.Spawn(path, () => new EventWriter(api), options)),
            Source(component, host),
            system.Time);

    /// <summary>Starts its writers as children.</summary>
    public static EventRecorder Spawn<TMessage>(
        IActorContext<TMessage> context, string name, IApiClient api, string component, string? host = null,
        int writers = 1) => new(
            Writers(writers, name, (path, options) => context.Spawn(path, () => new EventWriter(api), options)),
            Source(component, host),
            context.System.Time);

    /// <summary>Another component that records through the same writers.</summary>
    public EventRecorder As(string component, string? host = null) => new(_writers, Source(component, host), _time);

    public void Event(ObjectReference involved, string type, string reason, string message)
    {
        var now = _time.GetUtcNow();
        WriterOf(involved).TryTell(new WriteEvent(new Event
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

    private static IActorRef<EventWriterMessage>[] Writers(
        int count, string name, Func<string, ActorOptions, IActorRef<EventWriterMessage>> spawn)
    {
        var options = new ActorOptions { Capacity = PendingMax / count };
        return [.. Enumerable.Range(0, count).Select(i => spawn(count == 1 ? name : $"{name}-{i}", options))];
    }

    /// <summary>By FNV-1a over the name: the same in every process, unlike the framework's string hash.</summary>
    private IActorRef<EventWriterMessage> WriterOf(ObjectReference involved)
    {
        if (_writers.Length == 1)
            return _writers[0];
        var hash = 2166136261u;
        foreach (var c in involved.Name ?? "")
            hash = (hash ^ c) * 16777619u;
        return _writers[hash % (uint)_writers.Length];
    }

    private static EventSource Source(string component, string? host) => new() { Component = component, Host = host };
}
