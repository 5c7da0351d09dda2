using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>Appends one row.</summary>
internal sealed class AppendCall(JournalRow row, int number) : JournalCall
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The payload is the caller's again once the append has ended; the plugin may hold its copy longer.
    private readonly byte[] _payload = row.Payload.ToArray();

    public Task Done => _done.Task;

    /// <summary>It failed, and not because the position was taken: the row may be there, or still be coming.</summary>
    public bool IsUnknown => _done.Task.Exception?.InnerException is not (null or JournalConflictException);

    public override void Begin(IActorRef plugin, IActorRef bridge)
    {
        var stored = new StoreRepresentation(
            AkkaLayout.EpochId(row.Position.Epoch), row.Position.Sequence, AkkaLayout.TicksOf(row.TimeMs),
            new StoreEvent(AkkaLayout.ManifestOf(row.Kind), _payload));
        var write = new AtomicWrite(ImmutableList.Create<IPersistentRepresentation>(stored));
        plugin.Tell(new WriteMessages([write], bridge, number), bridge);
    }

    public override bool TryEnd(object message, IActorRef plugin, IActorRef bridge)
    {
        switch (message)
        {
            case WriteMessageSuccess success when success.ActorInstanceId == number:
                _done.TrySetResult();
                return true;
            case WriteMessageFailure failure when failure.ActorInstanceId == number:
                Fail(PluginErrors.Translate(failure.Cause, row.Position));
                return true;
            case WriteMessageRejected rejected when rejected.ActorInstanceId == number:
                Fail(PluginErrors.Translate(rejected.Cause, row.Position));
                return true;
            default:
                return false;
        }
    }

    public override void Fail(JournalException error) => _done.TrySetException(error);
}
