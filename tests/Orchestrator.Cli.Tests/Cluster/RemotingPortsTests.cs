using System.Net;
using System.Net.Sockets;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class RemotingPortsTests
{
    private static readonly MemberRecord[] Members =
    [
        new("postgres", MemberKind.Database),
        new("cp-1", MemberKind.ControlPlane),
        new("cp-2", MemberKind.ControlPlane),
        new("node-1", MemberKind.Node),
    ];

    private static ClusterRecord Record => new("process", "j", Members) { Akka = true };

    [Fact]
    public void EveryMemberButTheDatabase_HasOneOfItsOwn()
    {
        var ports = RemotingPorts.Assign(Record).Members.Select(m => m.RemotingPort).ToList();

        Assert.Null(ports[0]);
        Assert.Equal(3, ports.Skip(1).OfType<int>().Distinct().Count());
        Assert.All(ports.Skip(1), port => Assert.InRange(port!.Value, 20000, 29999));
    }

    [Fact]
    public void PortsOnceGiven_AreKept_AndNotGivenAgain()
    {
        var before = Record.With(Members[3] with { RemotingPort = 29999 });

        var after = RemotingPorts.Assign(before, from: 29999);

        Assert.Equal(29999, after.Find("node-1")!.RemotingPort);
        Assert.DoesNotContain(after.ControlPlanes, plane => plane.RemotingPort == 29999);
        Assert.Equal(after.Members, RemotingPorts.Assign(after).Members);
    }

    [Fact]
    public void PortInUse_IsPassedOver()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var taken = 29000;
        while (!TryBind(socket, taken))
            taken++;

        var ports = RemotingPorts.Assign(Record, from: taken).Members.Select(m => m.RemotingPort);

        Assert.DoesNotContain(taken, ports.OfType<int>());
    }

    private static bool TryBind(Socket socket, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
