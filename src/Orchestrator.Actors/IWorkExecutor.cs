namespace Orchestrator.Actors;

/// <summary>Runs pure CPU work: on the thread pool in production, inline and in order under the simulator.</summary>
public interface IWorkExecutor
{
    ValueTask<TResult> RunAsync<TResult>(Func<TResult> work);
}
