namespace Orchestrator.Actors.Simulated;

/// <summary>Runs work at once, in the caller's turn.</summary>
public sealed class InlineWorkExecutor : IWorkExecutor
{
    public static InlineWorkExecutor Instance { get; } = new();

    public ValueTask<TResult> RunAsync<TResult>(Func<TResult> work)
    {
        try
        {
            return new ValueTask<TResult>(work());
        }
        catch (Exception error)
        {
            return ValueTask.FromException<TResult>(error);
        }
    }
}
