namespace Orchestrator.Scheduler;

/// <summary>What the <see cref="SchedulerActor"/> hears. All of it comes from its informers, its timers and its own
/// writes.</summary>
public abstract record SchedulerMessage
{
    private protected SchedulerMessage()
    {
    }

    /// <summary>The incarnation that said it to itself.</summary>
    internal object? By { get; init; }
}
