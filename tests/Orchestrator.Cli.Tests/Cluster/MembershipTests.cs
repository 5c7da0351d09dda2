using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class MembershipTests
{
    private static readonly string[] AllUp = ["7001 up", "7002 up", "7003 up"];

    [Fact]
    public void AllSeeTheSame_OneWord_NoDispute()
    {
        var membership = Of(Statuses.Akka("cp-1", AllUp), Statuses.Akka("cp-2", AllUp));

        Assert.Equal(["", "up", "up", "up"], States(membership));
        Assert.Empty(membership.Disputes());
        Assert.Empty(membership.Others);
        Assert.Equal("cp-1", membership.Leader(out var others));
        Assert.Empty(others);
    }

    [Fact]
    public void NobodyAnswers_NothingIsSaid()
    {
        Assert.Equal(["", "", "", ""], States(Of()));
        Assert.Null(Of().Leader(out _));
    }

    [Fact]
    public void TheyDisagree_TheMostCount_AndWhoSeesWhatIsTold()
    {
        var membership = Of(
            Statuses.Akka("cp-1", AllUp), Statuses.Akka("cp-3", AllUp),
            Statuses.Akka("cp-2", "7001 unreachable", "7002 up") with { Leader = "127.0.0.1:7002" });

        Assert.Equal(["", "up (2 of 3)", "up", "up (2 of 3)"], States(membership));
        Assert.Equal(
            [
                "cp-1 is up for cp-1 and cp-3, unreachable for cp-2",
                "node-1 is up for cp-1 and cp-3, no member for cp-2",
            ],
            membership.Disputes());
        Assert.Equal("cp-1", membership.Leader(out var others));
        Assert.Equal(["cp-2 for cp-2"], others);
    }

    [Fact]
    public void RestartedMember_IsTheOneThatLives()
    {
        var membership = Of(Statuses.Akka("cp-1", "7001 up", "7002 down", "7002 joining", "7003 up"));

        Assert.Equal("joining", States(membership)[2]);
    }

    [Fact]
    public void ProcessThatEnded_AndIsNoMember_IsGone()
    {
        var record = Statuses.Record(akka: true);
        record = record.With(record.Find("cp-2")! with { Process = Statuses.Ended });

        var membership = new Membership(record, [Statuses.Akka("cp-1", "7001 up")]);

        Assert.Equal("gone", membership.StateOf(record.Find("cp-2")!));
        Assert.Equal("no member", membership.StateOf(record.Find("node-1")!));
    }

    [Fact]
    public void MemberThatWasNotLaunchedHere_IsToldOnce()
    {
        var membership = Of(
            Statuses.Akka("cp-1", [.. AllUp, "9000 up"]), Statuses.Akka("cp-2", [.. AllUp, "9000 up"]));

        Assert.Equal("akka.tcp://orchestrator@127.0.0.1:9000", Assert.Single(membership.Others).Address);
    }

    [Theory]
    [InlineData("all", 3, 0, "up")]
    [InlineData("one silent", 2, 1, "2 of 3 up")]
    [InlineData("one not registered yet", 2, 0, "2 of 3 up")]
    [InlineData("none", 0, 0, "no member")]
    public void OverHttps_TheNodesOfAProcessAreCounted(string situation, int up, int silent, string expected)
    {
        _ = situation;
        var record = Statuses.Record(akka: false, nodes: 3);
        string[] names = ["node-1", "node-1-1", "node-1-2"];
        var seen = names.Take(up).Select(name => new SeenMember(name, "127.0.0.1:10250", "node", "up"))
            .Concat(names.Skip(up).Take(silent).Select(name => new SeenMember(name, "", "node", "unreachable")))
            .Append(new SeenMember("127.0.0.1:6001", "127.0.0.1:6001", "control-plane", "up"));

        var membership = new Membership(record, [new("cp-1", [.. seen], null)]);

        Assert.Equal(expected, membership.StateOf(record.Find("node-1")!));
        Assert.Equal("up", membership.StateOf(record.Find("cp-1")!));
    }

    private static Membership Of(params MembershipView[] views) => new(Statuses.Record(akka: true), views);

    private static List<string> States(Membership membership) =>
        [.. Statuses.Record(akka: true).Members.Select(membership.StateOf)];
}
