namespace Orchestrator.Simulation.Cluster;

/// <summary>Which of the API servers one client talks to: always the same, until that one does not answer.</summary>
internal sealed class ServerChoice(IReadOnlyList<ServerSlot> servers, int first)
{
    private int _at = first;

    public ServerSlot Current => servers[_at % servers.Count];

    public bool HasOthers => servers.Count > 1;

    public void Leave(ServerSlot server)
    {
        if (Current == server)
            _at++;
    }
}
