namespace Orchestrator.Actors.Tests.Suite;

/// <summary>An actor whose behaviour a test writes as functions, anew for each incarnation.</summary>
public sealed class Script : Actor<string>
{
    public Func<ValueTask> Start { get; set; } = static () => default;

    public Func<string, ValueTask> Receive { get; set; } = static _ => default;

    public Func<ValueTask> Stop { get; set; } = static () => default;

    public IActorContext<string> Surroundings => Context;

    public static Func<Actor<string>> Factory(Action<Script> write) => () =>
    {
        var script = new Script();
        write(script);
        return script;
    };

    /// <summary>Handles messages without awaiting.</summary>
    public void On(Action<string> receive) =>
        Receive = message =>
        {
            receive(message);
            return default;
        };

    public override ValueTask OnStartAsync() => Start();

    public override ValueTask OnMessageAsync(string message) => Receive(message);

    public override ValueTask OnStopAsync() => Stop();
}
