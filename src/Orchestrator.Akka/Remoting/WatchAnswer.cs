using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A watch, read only while the caller takes more: one who does not lets the server's own queue fill, which
/// closes the watch with 410.</summary>
internal sealed class WatchAnswer(IWatch watch) : IAnswerSource
{
    private IReadOnlyList<WatchEvent> _events = [];
    private int _next;
    private bool _isOpen;

    public bool SendsAtOnce => true;

    public async ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation)
    {
        if (!_isOpen)
        {
            to.Add(AnswerRecord.Watching, []);
            _isOpen = true;
            return true;
        }
        if (_next == _events.Count)
        {
            _events = await watch.NextAsync(cancellation).ConfigureAwait(false);
            _next = 0;
            if (_events.Count == 0)
                return false;
        }
        while (_next < _events.Count && !to.HasChunk)
            Write(to, _events[_next++]);
        if (_next == _events.Count)
            (_events, _next) = ([], 0);
        return true;
    }

    public ValueTask DisposeAsync() => watch.DisposeAsync();

    private static void Write(AnswerWriter to, WatchEvent told) => to.Add(
        told.Type switch
        {
            WatchEventType.Added => AnswerRecord.Added,
            WatchEventType.Modified => AnswerRecord.Modified,
            WatchEventType.Deleted => AnswerRecord.Deleted,
            _ => AnswerRecord.Bookmark,
        },
        told.Object);
}
