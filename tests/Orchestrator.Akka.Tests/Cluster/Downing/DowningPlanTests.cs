using Orchestrator.Akka.Cluster.Downing;

namespace Orchestrator.Akka.Tests.Cluster.Downing;

public sealed class DowningPlanTests
{
    private static readonly DowningSettings Settings = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

    // Members, the oldest first: c1 is a control plane, n1 a node; - lost, ? heard, though others miss it. The first
    // word is this member.
    [Theory]
    [InlineData("nobody is missed", "c1", "c1 c2 n1", 99, "wait")]
    [InlineData("not for long enough", "c2", "c1- c2 n1", 1.9, "wait")]
    [InlineData("the older of two is lost, the nodes are here", "c2", "c1- c2 n1 n2", 2, "ask c1")]
    [InlineData("the younger of two is lost", "c1", "c1 c2- n1", 2, "ask c2")]
    [InlineData("two, and nobody else", "c2", "c1- c2", 2, "ask c1")]
    [InlineData("two, and the nodes are with the other", "c2", "c1- c2 n1- n2-", 2, "look c1")]
    [InlineData("two, and the nodes are with the other, who does not ask", "c2", "c1- c2 n1- n2-", 5, "ask c1")]
    [InlineData("two of three are here", "c2", "c1- c2 c3", 2, "ask c1")]
    [InlineData("one of three is here", "c1", "c1 c2- c3-", 4.9, "look c2 c3")]
    [InlineData("one of three is here, and nobody rules", "c1", "c1 c2- c3-", 5, "ask c2 c3")]
    [InlineData("one of three is lost, who is heard by another", "c3", "c1- c2? c3", 2, "ask c1")]
    [InlineData("all nodes are lost", "c1", "c1 c2 n1- n2- n3-", 2, "give up n1 n2 n3")]
    [InlineData("a node sees one of two", "n1", "c1- c2 n1", 99, "wait")]
    [InlineData("a node sees none, not for long enough", "n1", "c1- c2- n1 n2", 1.9, "wait")]
    [InlineData("a node sees none", "n1", "c1- c2- n1 n2", 2, "end")]
    [InlineData("a node sees none, but hears one", "n1", "c1- c2? n1", 99, "wait")]
    [InlineData("a node misses another", "n1", "c1 n1 n2-", 99, "wait")]
    [InlineData("a node that others miss is heard", "c1", "c1 n1? n2?", 6.9, "wait")]
    [InlineData("and nobody does anything about it", "c1", "c1 n1? n2?", 7, "give up n2")]
    [InlineData("rather a node than a control plane", "c1", "c1 n1? c2?", 7, "give up n1")]
    [InlineData("a control plane that others miss", "c3", "c1? c2? c3", 7, "ask c2")]
    [InlineData("a node does nothing about it", "n1", "c1 n1 n2?", 99, "wait")]
    public void Plan(string name, string self, string members, double seconds, string expected)
    {
        _ = name;
        Assert.Equal(expected, PlanOf(self, members, seconds, isArbited: true));
    }

    [Theory]
    [InlineData("two of three", "c2", "c1- c2 c3 n1-", "give up c1 n1")]
    [InlineData("one of three", "c1", "c1 c2- c3-", "end")]
    [InlineData("the oldest of two", "c1", "c1 c2-", "give up c2")]
    [InlineData("the youngest of two", "c2", "c1- c2 n1", "end")]
    [InlineData("the only one loses nodes", "c1", "c1 n1- n2", "give up n1")]
    [InlineData("the only one is lost", "n1", "c1- n1", "end")]
    public void Plan_WithoutAnArbiter_GoesByTheMajority(string name, string self, string members, string expected)
    {
        _ = name;
        Assert.Equal(expected, PlanOf(self, members, 2, isArbited: false));
    }

    private static string PlanOf(string self, string members, double seconds, bool isArbited)
    {
        var peers = members.Split(' ').Select(word => new Peer(
            word.TrimEnd('-', '?'), word[0] == 'c',
            word[^1] switch { '-' => Standing.Lost, '?' => Standing.Disputed, _ => Standing.Here })).ToList();
        return DowningPlan.For(
            peers.Single(peer => peer.Id == self), peers, TimeSpan.FromSeconds(seconds), Settings, isArbited) switch
        {
            DowningStep.End => "end",
            DowningStep.GiveUp step => $"give up {string.Join(' ', step.Members)}",
            DowningStep.Ask ask => $"{(ask.MayGiveUp ? "ask" : "look")} {string.Join(' ', ask.ControlPlanes)}",
            _ => "wait",
        };
    }
}
