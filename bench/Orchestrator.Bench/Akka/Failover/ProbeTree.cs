using Orchestrator.Actors;

namespace Orchestrator.Bench.Akka.Failover;

/// <summary>Stands for a control plane's tree; ends at once.</summary>
public sealed class ProbeTree(Holding holding, string member) : Actor<string>
{
    public override ValueTask OnStartAsync()
    {
        holding.Begin(member);
        return default;
    }

    public override ValueTask OnMessageAsync(string message) => default;

    public override ValueTask OnStopAsync()
    {
        holding.End(member);
        return default;
    }
}
