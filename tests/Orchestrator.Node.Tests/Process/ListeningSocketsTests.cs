using System.Net;
using System.Net.Sockets;
using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

public sealed class ListeningSocketsTests
{
    [Fact]
    public void Table_YieldsListenersOnAllAddressesOnly()
    {
        string[] table =
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 x",
            "   1: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4712 1 x",
            "   2: 00000000:1F92 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4713 1 x",
        ];
        var found = new Dictionary<long, int>();

        ListeningSockets.Parse(table, found);

        Assert.Equal([new(4711, 8080)], found);
    }

    [Fact]
    public void OwnListenerOnAllAddresses_IsFound_AndTheOneOnLoopbackIsNot()
    {
        using var everywhere = new TcpListener(IPAddress.Any, 0);
        using var loopback = new TcpListener(IPAddress.Loopback, 0);
        everywhere.Start();
        loopback.Start();

        var held = ListeningSockets.HeldBy(Environment.ProcessId, ListeningSockets.OnAllAddresses()).ToList();

        Assert.Contains(((IPEndPoint)everywhere.LocalEndpoint).Port, held);
        Assert.DoesNotContain(((IPEndPoint)loopback.LocalEndpoint).Port, held);
    }
}
