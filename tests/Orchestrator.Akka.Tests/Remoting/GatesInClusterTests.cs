using System.Diagnostics;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>The gates under a real cluster's membership: who may call, and where calls go when a control plane is
/// lost.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class GatesInClusterTests(ITestOutputHelper output)
{
    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ControlPlaneIsCutOff_ItsWorkersWatchEndsWithMembership_AndOpensAgainAtTheNext()
    {
        await using var api = await RemoteApi.StartAsync();
        await using var cluster = new TestCluster(faults: true, more: RemoteApiConfig.Hocon.ToString(true));
        var planes = await cluster.ControlPlanesAsync(3);
        var worker = await cluster.WorkerAsync("worker-1");
        foreach (var plane in planes)
            plane.Akka.ActorOf(
                ApiServerGate.Props(api.ClientFor, new ClusterAdmission(plane).Admit), ApiServerGate.Name);
        using var gates = new ClusterGates(worker);
        await TestCluster.WaitAsync(
            () => planes.All(plane => plane.Members.Any(member => member.HasRole("node/worker-1"))));

        var kubelet = new RemoteApiClient(worker.Akka, gates, UserIdentity.Node("worker-1"));
        await kubelet.CreateAsync(
            new Orchestrator.Api.Core.V1.Node { Metadata = new() { Name = "worker-1" } });
        await Forbidden(worker, gates, UserIdentity.Node("worker-2"), "node/worker-2");
        await Forbidden(worker, gates, UserIdentity.Scheduler, "control-plane");

        var pods = new WatchQuery { FieldSelector = "spec.nodeName=worker-1" };
        await using var watch = await kubelet.WatchAsync(ApiKinds.Of<Pod>(), pods);
        var chosen = planes.Single(plane => plane.Address == gates.Current);
        var from = Stopwatch.GetTimestamp();
        // Nothing ends, nothing is refused: what is sent is lost.
        await TestCluster.CutAsync([chosen], [worker, .. planes.Where(plane => plane != chosen)]);
        var lost = await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await watch.NextAsync().AsTask().WaitAsync(Soon));
        var took = Stopwatch.GetElapsedTime(from);
        output.WriteLine(
            $"cut off: the watch ended after {took.TotalMilliseconds:F0} ms ({lost.Message}); "
            + AkkaClusterTests.Settings(worker));
        // By membership: silence alone would take 12.5 s.
        Assert.Contains("unreachable", lost.Message, StringComparison.Ordinal);
        Assert.InRange(took.TotalSeconds, 0, 10);
        await using var again = await kubelet.WatchAsync(ApiKinds.Of<Pod>(), pods).AsTask().WaitAsync(Soon);
        Assert.NotEqual(chosen.Address, gates.Current);
    }

    private static async Task Forbidden(AkkaCluster member, ClusterGates gates, UserIdentity user, string role)
    {
        var refused = await Assert.ThrowsAsync<StatusException>(
            async () => await new RemoteApiClient(member.Akka, gates, user).ListAsync(ConfigMaps, ListQuery.All));
        Assert.Equal(403, refused.Code);
        Assert.Contains($"the role {role}", refused.Message, StringComparison.Ordinal);
    }
}
