using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A watch at another member. While no reader comes, the server's own queue fills, which ends the watch with
/// 410.</summary>
internal sealed class RemoteWatch(KindDefinition kind, RemoteApiOptions options)
    : FollowedSink("watch", options.WatchBytesAhead), IWatch
{
    private List<WatchEvent> _events = [];
    private long _bytes;

    protected override long Ahead => _bytes;

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record == AnswerRecord.Watching)
        {
            Open();
            return;
        }
        var told = new WatchEvent(TypeOf(record), kind.ReadJson(bytes));
        lock (Gate)
        {
            _events.Add(told);
            _bytes += bytes.Length;
        }
        Wake();
    }

    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        if (!await WaitAsync(cancellation).ConfigureAwait(false))
            return [];
        lock (Gate)
        {
            var (events, bytes) = (_events, _bytes);
            (_events, _bytes) = ([], 0);
            Taken(bytes);
            return events;
        }
    }

    public ValueTask DisposeAsync()
    {
        Leave();
        return default;
    }

    private static WatchEventType TypeOf(AnswerRecord record) => record switch
    {
        AnswerRecord.Added => WatchEventType.Added,
        AnswerRecord.Modified => WatchEventType.Modified,
        AnswerRecord.Deleted => WatchEventType.Deleted,
        AnswerRecord.Bookmark => WatchEventType.Bookmark,
        _ => throw Unexpected(record),
    };
}
