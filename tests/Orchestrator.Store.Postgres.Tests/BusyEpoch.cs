using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>An epoch whose rows are appended as fast as they can be, over several connections that race for each
/// position.</summary>
internal sealed class BusyEpoch : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly List<PostgresJournal> _journals = [];
    private readonly List<Task> _running = [];
    private readonly SemaphoreSlim _progress = new(0);
    private readonly long _epoch;
    private long _appended;

    private BusyEpoch(long epoch) => _epoch = epoch;

    /// <summary>Rows that are in: their numbers are 1 to this.</summary>
    public long Appended => Interlocked.Read(ref _appended);

    public static async Task<BusyEpoch> BeginAsync(string database, long epoch, int connections)
    {
        var busy = new BusyEpoch(epoch);
        for (var i = 0; i < connections; i++)
            busy._journals.Add(await PostgresJournal.OpenAsync(database));
        busy._running.AddRange(busy._journals.Select(journal => Task.Run(() => busy.AppendAsync(journal))));
        return busy;
    }

    /// <exception cref="TimeoutException">No row got in for a minute.</exception>
    public async Task MoreAsync(int count)
    {
        for (var target = Appended + count; Appended < target;)
        {
            var appended = _progress.WaitAsync(TimeSpan.FromMinutes(1));
            await await Task.WhenAny([appended, .. _running]);
            if (!await appended)
                throw new TimeoutException($"no row got in behind {Appended}");
        }
    }

    /// <summary>Lets them try once more: nothing may get in that is not to.</summary>
    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var journal in _journals)
            await journal.DisposeAsync();
        _over.Dispose();
        _progress.Dispose();
    }

    private async Task AppendAsync(PostgresJournal journal)
    {
        for (var isLast = false; !isLast;)
        {
            isLast = _over.IsCancellationRequested;
            var next = Appended + 1;
            try
            {
                await journal.AppendAsync(new(new(_epoch, next), JournalRowKind.Batch, 1000, new byte[200]), default);
                Interlocked.CompareExchange(ref _appended, next, next - 1);
                _progress.Release();
            }
            catch (JournalConflictException)
            {
                // Another connection was quicker, or it is sealed.
            }
        }
    }
}
