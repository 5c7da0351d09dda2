namespace Orchestrator.Actors.Tests.Suite;

/// <summary>What the behavioural suite needs of a driver: a system, and hands on its time. One per test.</summary>
public interface IDriverHarness : IAsyncDisposable
{
    IActorSystem System { get; }

    /// <summary>Ends when nothing can happen without time passing.</summary>
    Task SettleAsync();

    /// <summary>Lets time pass, and everything happen that comes due on the way; settled before and after.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>
    /// Runs async code that is no actor to its end. Time does not pass by itself where the driver can prevent it.
    /// </summary>
    Task RunAsync(Func<ValueTask> code);
}
