namespace Orchestrator.Scheduler;

/// <summary>What the <see cref="SchedulerActor"/> hears. All of it comes from its informers, its timers and its own writes.</summary>
public abstract record SchedulerMessage
{
    private protected SchedulerMessage()
    {
    }
}
