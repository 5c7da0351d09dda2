namespace Orchestrator.Akka.Remoting;

/// <summary>A log, read while the caller takes more. An empty one that is followed is told of when it is
/// open.</summary>
internal sealed class LogAnswer(Stream log) : IAnswerSource
{
    private readonly byte[] _block = new byte[RemoteApiOptions.ChunkBytesMax - AnswerWriter.HeadBytes];
    private bool _isOpen;

    public bool SendsAtOnce => true;

    public async ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation)
    {
        if (!_isOpen)
        {
            to.Add(AnswerRecord.LogOpen, []);
            _isOpen = true;
            return true;
        }
        var read = await log.ReadAsync(_block, cancellation).ConfigureAwait(false);
        if (read == 0)
            return false;
        to.Add(AnswerRecord.LogBytes, _block.AsSpan(0, read));
        return true;
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
