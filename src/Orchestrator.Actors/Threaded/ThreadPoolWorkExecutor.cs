namespace Orchestrator.Actors.Threaded;

/// <summary>Runs work on the thread pool.</summary>
public sealed class ThreadPoolWorkExecutor : IWorkExecutor
{
    public static ThreadPoolWorkExecutor Instance { get; } = new();

    public ValueTask<TResult> RunAsync<TResult>(Func<TResult> work) => new(Task.Run(work));
}
