using System.Diagnostics;
using Akka.Remote;
using Akka.TestKit.Xunit2;
using Orchestrator.Hosting.Clusters;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>A member that was given up while it was cut off, and gave nobody up itself, over TCP as it is:
/// Akka.Remote's throttle adapter keeps a connection open whose end has closed it, so that nobody hears of a quarantine
/// through it.</summary>
/// <remarks>Slow by the resolver's seconds, and by the 5 s for which Akka.Remote closes the gate to an address whose
/// connection broke.</remarks>
[Collection(nameof(ClusterCollection))]
public sealed class QuarantineTests(ITestOutputHelper output)
    : TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private const string GivesNobodyUp = "akka.cluster.split-brain-resolver.stable-after = 10m";

    [Fact]
    public async Task CutOffAndGivenUp_IsToldOnceTheWireIsWholeAgain_AndEnds()
    {
        await using var wire = new TcpRelay();
        await using var othersWire = new TcpRelay();
        await using var cluster = new TestCluster();
        var survivor = await cluster.ControlPlaneAsync(wire.Target, wire.Hocon);
        var other = await cluster.ControlPlaneAsync(othersWire.Target, $"{othersWire.Hocon}\n{GivesNobodyUp}");
        await TestCluster.WaitAsync(() => survivor.Members.Count(member => member.State == MemberState.Up) == 2);
        var told = CreateTestProbe();
        Relaying.Subscribe<ThisActorSystemQuarantinedEvent>(other, told);

        wire.Hold();
        othersWire.Hold();
        await TestCluster.WaitAsync(() => survivor.Members.Length == 1);
        Assert.False(other.Ended.IsCompleted);
        var from = Stopwatch.GetTimestamp();
        wire.LetGo();
        othersWire.LetGo();

        await told.ExpectMsgAsync<ThisActorSystemQuarantinedEvent>(TestCluster.Patience);
        output.WriteLine($"told {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s after the wire was whole again");
        await other.Ended.WaitAsync(TestCluster.Patience);
        Assert.Equal(survivor.Address, cluster.Occupancy.Holder);
    }
}
