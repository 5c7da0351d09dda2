using Orchestrator.Actors;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>A kernel tree that says when it runs. Its end takes a while, and it is there until then.</summary>
internal sealed class SingletonProbe(Occupancy occupancy, string member) : Actor<string>
{
    private static readonly TimeSpan LastWork = TimeSpan.FromMilliseconds(200);

    public override ValueTask OnStartAsync()
    {
        Context.Spawn("child", () => new Child());
        occupancy.Begin(member);
        return default;
    }

    public override ValueTask OnMessageAsync(string message) => default;

    public override async ValueTask OnStopAsync()
    {
        await Task.Delay(LastWork);
        occupancy.End(member);
    }

    private sealed class Child : Actor<string>
    {
        public override ValueTask OnMessageAsync(string message) => default;
    }
}
