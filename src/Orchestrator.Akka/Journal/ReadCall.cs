using Akka.Actor;
using Akka.Persistence;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>Reads rows of one epoch behind a position, a few at a time, until there are enough bytes.</summary>
internal sealed class ReadCall(JournalPosition after, int bytesMax) : JournalCall
{
    private readonly TaskCompletionSource<IReadOnlyList<JournalRow>> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly List<JournalRow> _rows = [];
    private int _inTurn;
    private long _bytes;

    public Task<IReadOnlyList<JournalRow>> Done => _done.Task;

    private JournalPosition Last => _rows.Count == 0 ? after : _rows[^1].Position;

    public override void Begin(IActorRef plugin, IActorRef bridge)
    {
        _inTurn = 0;
        plugin.Tell(
            new ReplayMessages(
                Last.Sequence + 1, long.MaxValue, JournalBridge.RowsPerReplay, AkkaLayout.EpochId(after.Epoch), bridge),
            bridge);
    }

    public override bool TryEnd(object message, IActorRef plugin, IActorRef bridge)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                _inTurn++;
                return !TryAdd(replayed.Persistent) && _done.Task.IsCompleted;
            case RecoverySuccess when _inTurn == JournalBridge.RowsPerReplay && _bytes < bytesMax:
                Begin(plugin, bridge);
                return false;
            case RecoverySuccess:
                _done.TrySetResult(_rows);
                return true;
            case ReplayMessagesFailure failure:
                Fail(PluginErrors.Translate(failure.Cause, Last.Next));
                return true;
            default:
                return false;
        }
    }

    public override void Fail(JournalException error) => _done.TrySetException(error);

    private bool TryAdd(IPersistentRepresentation stored)
    {
        if (_bytes >= bytesMax)
            return true;
        var position = after with { Sequence = stored.SequenceNr };
        if (stored.Payload is not StoreEvent row)
        {
            Fail(new JournalCorruptException(
                $"row {position} is a {stored.Payload.GetType()}, not one of the store's"));
            return false;
        }
        try
        {
            var kind = AkkaLayout.KindOf(row.Manifest, position);
            _rows.Add(new JournalRow(position, kind, AkkaLayout.TimeMsOf(stored.Timestamp), row.Payload));
            _bytes += row.Payload.Length;
            return true;
        }
        catch (JournalCorruptException error)
        {
            Fail(error);
            return false;
        }
    }
}
