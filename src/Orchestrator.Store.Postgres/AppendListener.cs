using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>Wakes those who follow the journal when the database notifies of an append, and every second besides: a
/// notification is lost with the connection that was to bring it.</summary>
/// <remarks>Its connection is made when somebody waits for the first time.</remarks>
internal sealed class AppendListener(NpgsqlConnectionStringBuilder where) : IAsyncDisposable
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly AppendSignal _appended = new();
    private readonly CancellationTokenSource _ended = new();
    private Task? _loop;

    public ValueTask WaitAsync(JournalPosition after, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_ended.IsCancellationRequested)
                _loop ??= Task.Run(LoopAsync, CancellationToken.None);
        }
        return _appended.WaitAsync(after, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
        {
            loop = _loop;
            if (_ended.IsCancellationRequested)
                return;
        }
        await _ended.CancelAsync();
        if (loop is not null)
            await loop;
        _appended.WakeAll();
    }

    private async Task LoopAsync()
    {
        for (var hasFailed = false; !_ended.IsCancellationRequested;)
        {
            try
            {
                if (hasFailed)
                    await Task.Delay(PollPeriod, _ended.Token);
                await ListenAsync();
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (error is NpgsqlException or JournalException or IOException)
            {
                // The followers read the journal themselves and so learn what is wrong; here it is only polled.
                hasFailed = true;
                _appended.WakeAll();
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var session = await PostgresSession.OpenAsync(where);
        session.Connection.Notification += (_, notification) => Notified(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {JournalTable.Channel}", session.Connection))
            await listen.ExecuteNonQueryAsync(_ended.Token);
        await using var probe = new NpgsqlCommand("SELECT 1", session.Connection);
        while (true)
        {
            // What was appended before the LISTEN, or was notified in vain.
            _appended.WakeAll();
            while (await session.Connection.WaitAsync(PollPeriod, _ended.Token))
            {
            }
            await probe.ExecuteNonQueryAsync(_ended.Token);
        }
    }

    private void Notified(string position)
    {
        var slash = position.IndexOf('/');
        if (slash > 0
            && long.TryParse(position.AsSpan(0, slash), out var epoch)
            && long.TryParse(position.AsSpan(slash + 1), out var sequence))
            _appended.Appended(new JournalPosition(epoch, sequence));
    }
}
