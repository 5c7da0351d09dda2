using System.Threading.Channels;

namespace Orchestrator.Bench.Servers;

/// <summary>A file to which bodies are appended and flushed to disk, all that wait in one flush.</summary>
/// <remarks>The least a server can do that keeps what it acknowledges.</remarks>
public sealed class DurableFile : IDisposable
{
    private const int WaitingMax = 4096;

    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(WaitingMax);
    private readonly FileStream _file;

    public DurableFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"orchestrator-baseline-{Environment.ProcessId}");
        _file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20, FileOptions.DeleteOnClose);
        new Thread(Run) { IsBackground = true, Name = "baseline-file" }.Start();
    }

    /// <summary>Completes when the bytes are on disk.</summary>
    public async ValueTask AppendAsync(byte[] bytes, CancellationToken cancellation)
    {
        var entry = new Entry(bytes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(entry, cancellation);
        await entry.Done.Task;
    }

    public void Dispose() => _waiting.Writer.TryComplete();

    private void Run()
    {
        var flushed = new List<Entry>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (flushed.Count < WaitingMax && _waiting.Reader.TryRead(out var entry))
            {
                _file.Write(entry.Bytes);
                flushed.Add(entry);
            }
            _file.Flush(flushToDisk: true);
            foreach (var entry in flushed)
                entry.Done.TrySetResult();
            flushed.Clear();
        }
        _file.Dispose();
    }

    private sealed record Entry(byte[] Bytes, TaskCompletionSource Done);
}
