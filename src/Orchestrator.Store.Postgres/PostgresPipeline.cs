using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>One connection and the calls on it, one after the other; reconnects when it was lost.</summary>
/// <remarks>A call is made once: one that failed is for the caller to look up. While the server is away, calls fail at
/// once between two attempts to connect, whose distance grows. A write connection that is lost leaves its server
/// process to <see cref="LostBackends"/>, and nobody is served before that has ended.</remarks>
internal sealed class PostgresPipeline : IAsyncDisposable
{
    private const int WaitingMax = 256, FirstPauseMs = 50, LastPauseMs = 2000;
    private readonly Channel<PipelineCall> _calls = Channel.CreateBounded<PipelineCall>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly NpgsqlConnectionStringBuilder _where;
    private readonly LostBackends _lost;
    private readonly bool _isWriter;
    private readonly string _name;
    private readonly Task _loop;
    private PostgresSession? _session;
    private Exception? _connectError;
    private long _failedAt;
    private int _pauseMs;
    private volatile bool _isClosed;

    public PostgresPipeline(NpgsqlConnectionStringBuilder where, LostBackends lost, bool isWriter)
    {
        _where = where;
        _lost = lost;
        _isWriter = isWriter;
        _name = PostgresConnectionString.NameOf(where);
        _loop = Task.Run(LoopAsync);
    }

    /// <exception cref="JournalException">The call failed: a write may have been kept or not.</exception>
    public Task<TResult> RunAsync<TResult>(
        Func<NpgsqlConnection, Task<TResult>> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellation);
        var call = new PipelineCall<TResult>(work);
        if (!_calls.Writer.TryWrite(call))
            call.Fail(new JournalException(
                _isClosed ? "the journal is closed" : $"too many calls wait for {_name}"));
        return call.Answer;
    }

    /// <summary>Closes the connection when what waits has been done.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _calls.Writer.TryComplete();
        await _loop;
        if (_session is { } session)
            await session.DisposeAsync();
        _session = null;
    }

    private async Task LoopAsync()
    {
        await foreach (var call in _calls.Reader.ReadAllAsync())
        {
            try
            {
                var session = await SessionAsync();
                await call.RunAsync(session.Connection);
            }
            catch (Exception error)
            {
                await KeepOrDropAsync(error);
                call.Fail(PostgresErrors.Translate(error, _name));
            }
        }
    }

    private async Task<PostgresSession> SessionAsync()
    {
        if (_session is { IsOpen: false })
            await DropAsync();
        var session = _session ??= await ConnectAsync();
        if (!_lost.IsEmpty)
            await _lost.EndAllAsync(session.Connection);
        return session;
    }

    private async Task<PostgresSession> ConnectAsync()
    {
        if (_connectError is not null && Stopwatch.GetElapsedTime(_failedAt).TotalMilliseconds < _pauseMs)
            throw _connectError;
        try
        {
            var session = await PostgresSession.OpenAsync(_where);
            _connectError = null;
            _pauseMs = 0;
            return session;
        }
        catch (Exception error)
        {
            _connectError = PostgresErrors.Translate(error, _name);
            _failedAt = Stopwatch.GetTimestamp();
            _pauseMs = Math.Min(LastPauseMs, Math.Max(FirstPauseMs, _pauseMs * 2));
            throw _connectError;
        }
    }

    /// <summary>An answer of the server, or of ours, leaves the connection in order; after anything else it is not
    /// trusted.</summary>
    private async Task KeepOrDropAsync(Exception error)
    {
        var isAnswer = error is PostgresException or JournalException;
        if (_session is { } session && !(isAnswer && session.IsOpen))
            await DropAsync();
    }

    private async Task DropAsync()
    {
        var session = _session!;
        _session = null;
        if (_isWriter)
            _lost.Add(session.Backend);
        try
        {
            await session.DisposeAsync();
        }
        catch (Exception error) when (error is NpgsqlException or IOException or ObjectDisposedException)
        {
            // It was lost: there is nothing left to close, and its process is ended by its number.
        }
    }
}
