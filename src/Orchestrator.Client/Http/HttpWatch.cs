using System.Buffers;
using System.IO.Pipelines;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Http;

/// <summary>A watch over one response: lines of JSON, taken as the reader asks for them.</summary>
/// <remarks>
/// Nothing is read ahead beyond one buffer and the stream's HTTP/2 window: a slow reader slows its own stream, and the
/// server closes it when its queue is full. Invariant: each whole line is told once, in order, also when a call of
/// <see cref="NextAsync"/> is given up; a half line is never told.
/// </remarks>
internal sealed class HttpWatch : IWatch
{
    private const int BufferBytes = 16 * 1024;

    private readonly ServerAnswer _answer;
    private readonly PipeReader _lines;
    private readonly KindDefinition _kind;
    private readonly bool _tellsBookmarks;
    private readonly HttpApiClientOptions _options;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenRegistration _retired;
    private Task<ReadResult>? _reading;
    private long _silentSince;
    private long _seen;
    private Exception? _failure;
    private bool _ended;
    private int _disposed;

    public HttpWatch(ServerAnswer answer, KindDefinition kind, bool tellsBookmarks, HttpApiClientOptions options)
    {
        _answer = answer;
        _kind = kind;
        _tellsBookmarks = tellsBookmarks;
        _options = options;
        // Idle watches hold no buffer.
        _lines = PipeReader.Create(
            answer.Response.Content.ReadAsStream(),
            new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true, useZeroByteReads: true));
        // Its connection is given up for a new one: as if the watch's time were over.
        _retired = answer.Retired.Register(_closed.Cancel);
    }

    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        var events = new List<WatchEvent>();
        while (events.Count == 0)
        {
            if (_failure is not null)
                throw _failure;
            if (_ended)
                return [];
            await TakeAsync(events, cancellation).ConfigureAwait(false);
        }
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _retired.DisposeAsync().ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);
        // How a read ends that nobody waits for any more does not matter; that it has ended does.
        if (_reading is Task reading)
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The reader's buffer is left to the collector: a call on another thread may still be decoding out of it.
        _answer.Dispose();
    }

    private async ValueTask TakeAsync(List<WatchEvent> events, CancellationToken cancellation)
    {
        try
        {
            var read = await ReadAsync(cancellation).ConfigureAwait(false);
            var rest = Take(read.Buffer, events);
            _seen = rest.Length;
            _lines.AdvanceTo(rest.Start, rest.End);
            if (_failure is null && rest.Length > _options.ObjectBytesMax)
                _failure = Unreachable($"an event is larger than {_options.ObjectBytesMax} bytes");
            _ended |= read.IsCompleted;
            if (read.IsCompleted && rest.Length > 0)
                _failure ??= Unreachable("the watch ended within an event");
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            _ended = true;
        }
        catch (Exception error) when (Failures.Of(error, _answer.Place, cancellation) is { } failure)
        {
            if (failure is not OperationCanceledException)
            {
                _failure = failure;
                _answer.Fail();
            }
            throw failure;
        }
    }

    /// <summary>The next bytes; the read goes on where the caller gives up.</summary>
    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellation)
    {
        if (_reading is null)
        {
            _silentSince = _options.Time.GetTimestamp();
            _reading = _lines.ReadAsync(_closed.Token).AsTask();
        }
        if (!_reading.IsCompleted)
            await WaitAsync(_reading, cancellation).ConfigureAwait(false);
        var read = await _reading.ConfigureAwait(false);
        _reading = null;
        return read;
    }

    private async ValueTask WaitAsync(Task reading, CancellationToken cancellation)
    {
        var left = _options.SilenceMax - _options.Time.GetElapsedTime(_silentSince);
        try
        {
            await reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _options.Time, cancellation)
                .ConfigureAwait(false);
        }
        catch (TimeoutException) when (!reading.IsCompleted)
        {
            throw Silent();
        }
    }

    /// <summary>Decodes the whole lines; returns what remains.</summary>
    private ReadOnlySequence<byte> Take(ReadOnlySequence<byte> buffer, List<WatchEvent> events)
    {
        // What was seen last time holds no end of a line: a large object is not searched again with every read.
        var end = buffer.Slice(_seen).PositionOf((byte)'\n');
        while (end is { } at && _failure is null)
        {
            TakeLine(buffer.Slice(0, at), events);
            buffer = buffer.Slice(buffer.GetPosition(1, at));
            end = buffer.PositionOf((byte)'\n');
        }
        return buffer;
    }

    private void TakeLine(in ReadOnlySequence<byte> line, List<WatchEvent> events)
    {
        if (line.IsEmpty)
            return;
        try
        {
            var told = WatchLine.Read(_kind, line.IsSingleSegment ? line.FirstSpan : line.ToArray());
            if (_tellsBookmarks || told.Type != WatchEventType.Bookmark)
                events.Add(told);
        }
        catch (Exception error)
            when (error is StatusException || Failures.Of(error, _answer.Place, default) is not null)
        {
            // What came before it is told first; the next call throws it.
            _failure = Failures.Of(error, _answer.Place, default) ?? error;
        }
    }

    private ApiUnreachableException Silent()
    {
        var failure = Unreachable($"the watch was silent for {_options.SilenceMax.TotalSeconds:0.#} s");
        _failure = failure;
        _answer.Fail();
        return failure;
    }

    private ApiUnreachableException Unreachable(string cause) => Failures.Unreachable(_answer.Place, cause);
}
