using System.Collections.Concurrent;

namespace Orchestrator.Store.Sqlite;

/// <summary>The one thread on which SQLite is called: its calls block, and take effect in the order in which they
/// came.</summary>
/// <remarks>Bounded by its callers: the store has one append and one snapshot step under way at most.</remarks>
internal sealed class JournalThread
{
    private readonly BlockingCollection<Action> _work = [];

    public JournalThread()
    {
        var thread = new Thread(Run) { Name = "orchestrator-journal", IsBackground = true };
        thread.Start();
    }

    public ValueTask<TResult> RunAsync<TResult>(Func<TResult> work, CancellationToken cancellation)
    {
        var result = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(
            () =>
            {
                if (cancellation.IsCancellationRequested)
                {
                    result.TrySetCanceled(cancellation);
                    return;
                }
                try
                {
                    result.TrySetResult(work());
                }
                catch (Exception error)
                {
                    result.TrySetException(error);
                }
            },
            CancellationToken.None);
        return new ValueTask<TResult>(result.Task);
    }

    /// <summary>Ends the thread when what is queued is done.</summary>
    public void End() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
