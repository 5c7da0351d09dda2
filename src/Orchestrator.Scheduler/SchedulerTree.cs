using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler;

/// <summary>A scheduler with caches and an event writer of its own, as one tree: what one leadership runs.</summary>
public sealed class SchedulerTree(IApiClient api, SchedulerOptions? options = null) : Actor<SchedulerTreeMessage>
{
    public override ValueTask OnStartAsync()
    {
        var chosen = options ?? new();
        var informers = SharedInformers.Spawn(Context, "informers", api);
        var events = EventRecorder.Spawn(
            Context, "events", api, chosen.SchedulerName, writers: SchedulerActor.EventWriters);
        Context.Spawn(
            "scheduler", () => new SchedulerActor(api, informers, events, chosen, PluginSet.Default()));
        return default;
    }

    public override ValueTask OnMessageAsync(SchedulerTreeMessage message) =>
        throw new InvariantException($"unexpected {message}");
}

/// <summary>Messages of a <see cref="SchedulerTree"/>: none yet; stopping it is the system's.</summary>
public abstract record SchedulerTreeMessage
{
    private protected SchedulerTreeMessage()
    {
    }
}
