namespace Orchestrator.Actors.Tests.Suite;

/// <summary>Base of the behavioural suite: what every driver promises, whoever runs the actors.</summary>
public abstract class DriverSuite(IDriverHarness driver) : IAsyncLifetime
{
    /// <summary>Restarts one second after each failure, to the tick.</summary>
    protected static readonly ActorOptions RestartAfterOneSecond = new()
    {
        Backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Jitter: 0),
    };

    protected IDriverHarness Driver => driver;

    protected IActorSystem System => driver.System;

    protected Log Log { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await driver.DisposeAsync();

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>
    /// A task that must end by itself: a driver that forgets it fails the test instead of hanging it.
    /// </summary>
    protected static Task<T> InTime<T>(Task<T> task) => task.WaitAsync(Seconds(30));

    protected static TaskCompletionSource Door() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected IActorRef<string> Spawn(string name, ActorOptions? options, Action<Script> write) =>
        System.Spawn(name, Script.Factory(write), options);

    protected IActorRef<string> Spawn(string name, Action<Script> write) => Spawn(name, null, write);
}
