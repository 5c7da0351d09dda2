using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Http;

namespace Orchestrator.Bench.Measurements;

/// <summary>Puts small ConfigMaps into a server and leaves them there.</summary>
internal static class Fill
{
    private const int Clients = 16;
    private const int Bytes = 256;

    public static async Task WithAsync(ServerProcess server, int objects, CancellationToken cancellation)
    {
        using var pool = new ConnectionPool(server.Address, 4);
        var bodies = Bodies.ConfigMap(Bytes);
        await new ClosedLoop(pool, Clients, objects).RunAsync(
            "fill",
            (client, number) => client.PostAsync(
                "/api/v1/namespaces/default/configmaps", bodies.Of(number), cancellation),
            cancellation).Flawless();
    }
}
