using Akka.Actor;
using Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer;
using Orchestrator.Client;
using Membership = Akka.Cluster.Cluster;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Much at once, between two members of an Akka cluster that watch each other.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class RemoteLoadTests
{
    // Two members that call each other unreachable after a second without a heartbeat.
    private const string Members = """
        akka {
          actor.provider = cluster
          cluster.failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 1s }
        }
        """;

    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();

    [Fact]
    public async Task FiftyMegabytesOfList_PassWithoutAMissedHeartbeat()
    {
        await using var api = await RemoteApi.StartAsync(Members);
        var (server, client) = (Membership.Get(api.ServerSystem), Membership.Get(api.ClientSystem));
        await server.JoinAsync(server.SelfAddress);
        await client.JoinAsync(server.SelfAddress);
        var missed = new Missed();
        foreach (var system in new[] { api.ServerSystem, api.ClientSystem })
        {
            var listener = system.ActorOf(Props.Create(() => new Listener(missed)));
            Membership.Get(system).Subscribe(
                listener, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
                typeof(ClusterEvent.UnreachableMember));
        }
        for (var i = 0; i < 500; i++)
            await api.Direct.CreateAsync(
                ConfigMaps, Samples.ConfigMap($"c{i:000}", new string((char)('a' + (i % 26)), 100_000)));
        var query = new ListQuery { Namespace = "test" };
        var list = await api.Remote.ListAsync(ConfigMaps, query);
        Assert.Equal(500, list.Items.Count);
        Assert.Equal(50_000_000, list.Items.Sum(item => ((ConfigMap)item).Data["key"]!.Length));
        // For as long as the detector would take to say so.
        for (var i = 0; i < 5; i++)
            await api.Remote.ListAsync(ConfigMaps, query);
        Assert.Equal(0, missed.Count);
    }

    [Fact]
    public async Task ReaderWhoDoesNotCome_IsToldToListAgain()
    {
        var options = RemoteApi.Quick with { WatchBytesAhead = 100_000 };
        await using var api = await RemoteApi.StartAsync(
            options: options, server: new ApiServerOptions { WatcherQueueMax = 50 });
        await using var watch = await api.Remote.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        for (var i = 0; i < 400; i++)
            await api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap($"c{i:000}", new string('x', 20_000)));
        var seen = new List<string>();
        var expired = await Assert.ThrowsAsync<StatusException>(async () =>
        {
            while (await watch.NextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is { Count: > 0 } events)
                seen.AddRange(events.Select(told => told.Object.Metadata.Name!));
        });
        Assert.True(expired.IsExpired);
        // What it was told before is without a gap, and far from all.
        Assert.Equal(Enumerable.Range(0, seen.Count).Select(i => $"c{i:000}"), seen);
        Assert.InRange(seen.Count, 1, 200);
    }

    private sealed class Missed
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add() => Interlocked.Increment(ref _count);
    }

    private sealed class Listener(Missed missed) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ClusterEvent.UnreachableMember)
                missed.Add();
        }
    }
}
