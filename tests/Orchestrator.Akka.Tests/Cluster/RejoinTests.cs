using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Members that come back under the address that they had.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class RejoinTests(ITestOutputHelper output)
{
    /// <summary>Akka's own wait until a join is repeated that came too early.</summary>
    private static readonly TimeSpan AkkasOwn = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task BackBeforeItsEndIsKnown_IsTakenInWithinSeconds()
    {
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(3);
        var port = Address.Parse(members[2].Address).Port!.Value;
        TestCluster.Kill(members[2]);
        await members[2].Ended.WaitAsync(TestCluster.Patience);
        var from = Stopwatch.GetTimestamp();

        var again = await cluster.ControlPlaneAsync(port);
        var took = Stopwatch.GetElapsedTime(from);

        output.WriteLine($"in again after {took.TotalSeconds:F1} s");
        Assert.Equal(members[2].Address, again.Address);
        Assert.NotEqual(members[2].Self.Incarnation, again.Self.Incarnation);
        Assert.True(took < AkkasOwn, $"it was in again only after {took.TotalSeconds:F1} s");
        await TestCluster.WaitAsync(() => members[0].Members.Count(one => one.State == MemberState.Up) == 3);
    }
}
