using Orchestrator.Network.Proxy;
using Orchestrator.Testing;

namespace Orchestrator.Network.Tests.Proxy;

public sealed class EndpointRotationTests
{
    private static readonly ProxyEndpoint A = new("127.64.0.1", 80);
    private static readonly ProxyEndpoint B = new("127.64.0.2", 80);
    private static readonly ProxyEndpoint C = new("127.64.0.3", 80);
    private readonly ManualTime _time = new();

    [Fact]
    public void Connections_TakeTurns()
    {
        var rotation = Of(null, A, B, C);

        Assert.Equal([A, B, C, A], Enumerable.Range(0, 4).Select(_ => rotation.Choose("x")));
    }

    [Fact]
    public void NoEndpoint_IsNull() => Assert.Null(Of(null).Choose("x"));

    [Fact]
    public void TriedEndpoints_AreNotOfferedAgain()
    {
        var rotation = Of(null, A, B);

        Assert.Equal(B, rotation.Choose("x", [A]));
        Assert.Equal(B, rotation.Choose("x", [A]));
        Assert.Null(rotation.Choose("x", [A, B]));
    }

    [Fact]
    public void RemovedEndpoint_IsNeverChosenAgain()
    {
        var rotation = Of(TimeSpan.FromHours(1), A, B);
        var kept = rotation.Choose("x");

        rotation.Replace([kept == A ? B : A]);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.NotEqual(kept, rotation.Choose("x")));
    }

    [Fact]
    public void Affinity_KeepsAClient_UntilItsTimeAfterTheLastConnection()
    {
        var rotation = Of(TimeSpan.FromSeconds(10), A, B);
        // One whose own endpoint is C, once there is a C.
        var client = Enumerable.Range(0, 100).Select(i => $"127.0.0.{i}")
            .First(name => Of(TimeSpan.FromSeconds(10), A, B, C).Choose(name) == C);
        var first = rotation.Choose(client);
        rotation.Replace([A, B, C]);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(first, rotation.Choose(client));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(first, rotation.Choose(client));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(C, rotation.Choose(client));
    }

    [Fact]
    public void Affinity_SpreadsClients_AndIsTheSameInEveryRotation()
    {
        var clients = Enumerable.Range(0, 3000).Select(i => $"10.{i / 250}.{i % 250}.7").ToList();

        var here = clients.ConvertAll(name => Of(TimeSpan.FromHours(1), A, B, C).Choose(name));
        var there = clients.ConvertAll(name => Of(TimeSpan.FromHours(1), C, A, B).Choose(name));

        Assert.Equal(here, there);
        Assert.All(here.GroupBy(chosen => chosen), group => Assert.InRange(group.Count(), 850, 1150));
    }

    [Fact]
    public void Affinity_MovesOn_WhenTheEndpointCannotBeReached()
    {
        var rotation = Of(TimeSpan.FromHours(1), A, B);
        var first = rotation.Choose("x")!;
        var second = rotation.Choose("x", [first]);

        Assert.NotEqual(first, second);
        Assert.Equal(second, rotation.Choose("x"));
    }

    [Fact]
    public void Affinity_ForgetsTheLongestUnseen_WhenTheTableIsFull()
    {
        var table = new AffinityTable(TimeSpan.FromHours(1), clientsMax: 2);
        var now = _time.GetUtcNow();
        table.Remember("x", A, now);
        table.Remember("y", B, now);
        table.Remember("x", A, now);
        table.Remember("z", C, now);

        Assert.Equal((2, A, null, C), (table.Count, table.Find("x", now), table.Find("y", now), table.Find("z", now)));
    }

    private EndpointRotation Of(TimeSpan? affinity, params ProxyEndpoint[] endpoints)
    {
        var rotation = new EndpointRotation(_time, affinity);
        rotation.Replace([.. endpoints]);
        return rotation;
    }
}
