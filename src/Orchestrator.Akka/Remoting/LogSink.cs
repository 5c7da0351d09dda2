namespace Orchestrator.Akka.Remoting;

/// <summary>A log at another member. While no reader comes, the node stops reading it.</summary>
internal sealed class LogSink(int bytesAhead) : FollowedSink("log", bytesAhead)
{
    private readonly ByteQueue _bytes = new();

    protected override long Ahead => _bytes.Length;

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        switch (record)
        {
            case AnswerRecord.LogOpen:
                Open();
                return;
            case AnswerRecord.LogBytes:
                lock (Gate)
                    _bytes.Add(bytes);
                Wake();
                return;
            default:
                throw Unexpected(record);
        }
    }

    /// <summary>0: the log has ended.</summary>
    /// <exception cref="IOException">It broke off.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (buffer.Length == 0 || !await WaitAsync(cancellation).ConfigureAwait(false))
            return 0;
        lock (Gate)
        {
            var count = Math.Min(buffer.Length, _bytes.Length);
            _bytes.Span[..count].CopyTo(buffer.Span);
            _bytes.Drop(count);
            Taken(count);
            return count;
        }
    }

    protected override Exception Broken(Exception failure) =>
        new IOException($"the log broke off: {failure.Message}", failure);
}
