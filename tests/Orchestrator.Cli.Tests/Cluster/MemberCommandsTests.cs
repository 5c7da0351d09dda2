using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

/// <summary>How members of an Akka cluster are started.</summary>
public sealed class MemberCommandsTests
{
    private const string Root = "/data/cluster";

    private static readonly ClusterRecord Record = new("hollow", "postgres://db/orchestrator",
    [
        new("cp-1", MemberKind.ControlPlane) { RemotingPort = 20001, Address = "127.0.0.1:7001" },
        new("cp-2", MemberKind.ControlPlane) { RemotingPort = 20002 },
        new("cp-3", MemberKind.ControlPlane) { RemotingPort = 20003 },
        new("node-1", MemberKind.Node) { RemotingPort = 20004, Nodes = 3 },
    ])
    {
        Akka = true,
    };

    private static readonly MemberCommands Commands = new(new ClusterDirectory(Root), Record);

    [Theory]
    [InlineData(true, "seed-node.conf")]
    [InlineData(false, "control-plane.conf")]
    public void ControlPlane_FoundsOrJoins_WithTheAddressItHad(bool founds, string configuration)
    {
        var command = Commands.AkkaMember(Record.Find("cp-1")!, founds);

        Assert.Equal(
            [
                "up", "--akka", Configuration(configuration), "--data", $"{Root}/cp-1",
                "--journal", "postgres://db/orchestrator", "--member-name", "cp-1", "--listen", "127.0.0.1:7001",
            ],
            command[1..]);
    }

    [Fact]
    public void ControlPlane_NeverStarted_ListensWhereAPortIsFree() =>
        Assert.Equal("127.0.0.1:0", Commands.AkkaMember(Record.Find("cp-2")!)[^1]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ControlPlane_BehindABalancer_TellsWhoJoinsItsAddress(bool akka)
    {
        var commands = new MemberCommands(new ClusterDirectory(Root), Record with { Address = "127.0.0.1:6443" });
        var member = Record.Find("cp-1")!;

        var command = akka ? commands.AkkaMember(member) : commands.ControlPlane(member);

        Assert.Equal("127.0.0.1:6443", command[Array.IndexOf(command, "--control-plane-endpoint") + 1]);
    }

    [Fact]
    public void JoiningControlPlane_AsksTheOthers_NeverItself()
    {
        var environment = Commands.AkkaEnvironment(Record.Find("cp-2")!);

        Assert.Equal("127.0.0.1", environment["ORCHESTRATOR_AKKA_HOST"]);
        Assert.Equal("20002", environment["ORCHESTRATOR_AKKA_PORT"]);
        Assert.Equal("127.0.0.1:20001,127.0.0.1:20003", environment["ORCHESTRATOR_AKKA_SEEDS"]);
        Assert.DoesNotContain("ORCHESTRATOR_AKKA_NODE", environment.Keys);
    }

    [Fact]
    public void FoundingControlPlane_HasNobodyToAsk() =>
        Assert.Equal("", Commands.AkkaEnvironment(Record.Find("cp-1")!, founds: true)["ORCHESTRATOR_AKKA_SEEDS"]);

    [Fact]
    public void Worker_IsToldItsNodes_AndNeedsNoToken()
    {
        var node = Record.Find("node-1")!;

        Assert.Equal(
            ["up", "--akka", Configuration("worker.conf"), "--data", $"{Root}/node-1", "--runtime", "hollow"],
            Commands.AkkaMember(node)[1..]);
        var environment = Commands.AkkaEnvironment(node);
        Assert.Equal("node-1,node-1-1,node-1-2", environment["ORCHESTRATOR_AKKA_NODE"]);
        Assert.Equal("127.0.0.1:20001,127.0.0.1:20002,127.0.0.1:20003", environment["ORCHESTRATOR_AKKA_SEEDS"]);
    }

    [Fact]
    public void MemberWithoutAPort_IsRefused()
    {
        var error = Assert.Throws<ClusterException>(
            () => Commands.AkkaEnvironment(new MemberRecord("node-9", MemberKind.Node)));

        Assert.Equal("node-9 has no port for the other members: 'orchestrator cluster up' picks one", error.Message);
    }

    private static string Configuration(string name) => Path.Combine(AppContext.BaseDirectory, "akka", name);
}
