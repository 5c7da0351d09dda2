namespace Orchestrator.Simulation.Cluster;

/// <summary>The API server that answers now, if any, and its end as its clients notice it.</summary>
internal sealed class ServerSlot
{
    private CancellationTokenSource _end = new();

    public ApiServerCore? Core { get; private set; }

    /// <summary>Cancelled when the server that answers now dies.</summary>
    public CancellationToken Ended => _end.Token;

    public void Begin(ApiServerCore core)
    {
        Core = core;
        _end = new CancellationTokenSource();
    }

    public void End()
    {
        Core = null;
        _end.Cancel();
    }
}
