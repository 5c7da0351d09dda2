namespace Orchestrator.Node.Env;

/// <summary>For nodes without a proxy near them: Services are taken to answer where they say.</summary>
public sealed class OwnPorts : IServedPorts
{
    public static OwnPorts Instance { get; } = new();

    public int PortOf(ObjectKey service, string address, int port, string protocol) => port;
}
