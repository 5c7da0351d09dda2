using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Joining;
using Orchestrator.Hosting.Tests;
using Orchestrator.Store.Journals;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Hosting;

/// <summary>A control plane with its journal in a file, and nodes that reach it by remoting.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class AkkaHostTests : IAsyncLifetime
{
    private readonly TestMembers _members = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    [Fact]
    public async Task Deployment_RunsOnANodeMember_AndItsLogComesBack()
    {
        var plane = await _members.ControlPlaneAsync();
        var node = await _members.NodeAsync("worker-1", NodeRuntime.Process);
        var sleep = ProcessTable.UniqueSleep();

        await plane.Api!.CreateWhenAdmittedAsync(Speaker("speaker", sleep));
        Pod? pod = null;
        await Waits.UntilAsync("the Pod to be ready", () => (pod = Pods(plane).FirstOrDefault(IsReady)) is not null);

        Assert.Equal("worker-1", pod!.Spec.NodeName);
        Assert.Single(ProcessTable.WithArgument(sleep));
        using var http = ApiHttp.Admin(plane.KubeconfigPath!);
        var log = await http.GetAsync($"/api/v1/namespaces/default/pods/{pod.Metadata.Name}/log");
        Assert.Equal((200, "spoken\n"), (log.Code, log.Body));

        await _members.StopAsync(node);
        Assert.Empty(ProcessTable.WithArgument(sleep));
        Assert.False(plane.Ended.IsCompleted);
    }

    [Fact]
    public async Task MemberWithBothRoles_IsAClusterByItself_AndKeepsIt()
    {
        var options = _members.Options("control-plane, node", "both");
        var first = await _members.StartAsync(options);
        await first.ReadyAsync().WaitAsync(TestCluster.Patience);
        await first.Api!.CreateAsync(Objects.ConfigMap("kept"));
        await _members.StopAsync(first);

        var second = await _members.StartAsync(options);

        Assert.Equal("kept", (await second.Api!.GetAsync<ConfigMap>(new ObjectKey("default", "kept"))).Metadata.Name);
        await second.ReadyAsync().WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public async Task ActorSystemThatDoesNotEnd_IsLeftBehindByName_AndTheMemberStops()
    {
        var (time, log) = (new ManualTime(), new LogLines());
        var member = await _members.StartAsync(_members.Options("control-plane") with { StopTime = time }, log);
        var akka = ((AkkaCluster)member.Cluster).Akka;
        using var hang = new ManualResetEventSlim();
        akka.ActorOf(Props.Create(() => new Stuck(hang))).Tell("now");

        var stopping = _members.StopAsync(member);
        await Waits.UntilAsync("the journal's end", () => log.Lines.Any(line => line.StartsWith(
            "Debug: stopping: the journal", StringComparison.Ordinal)));
        for (var i = 0; i < 12; i++)
            time.Advance(OrderlyStop.NoticePeriod);
        await stopping;

        Assert.Contains("the place among the members", member.LeftBehind);
        Assert.Contains(
            "Error: stopping: the place among the members has not ended within 60 s and is left behind", log.Lines);
        hang.Set();
        await akka.WhenTerminated.WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public async Task NodeMember_IsGivenUp_ItsHostEnds_AndItsProgramsRunOn()
    {
        var plane = await _members.ControlPlaneAsync();
        var node = await _members.NodeAsync("worker-1", NodeRuntime.Process);
        var sleep = ProcessTable.UniqueSleep();
        await plane.Api!.CreateWhenAdmittedAsync(Objects.Sleeper("sleeper", sleep));
        await Waits.UntilAsync("the Pod's process", () => ProcessTable.WithArgument(sleep).Count == 1);

        plane.Down(node.Cluster.Self.Address);
        var reason = await node.Ended.WaitAsync(TestCluster.Patience);

        Assert.Contains("given it up", reason);
        ProcessTable.Kill(Assert.Single(ProcessTable.WithArgument(sleep)));
        await Waits.UntilAsync("the node to be seen as lost", () => !IsReady(plane, "worker-1"));
        Assert.False(plane.Ended.IsCompleted);
    }

    [Fact]
    public async Task NodeThatIsKilled_IsMarkedAsLost_LongBeforeItsHeartbeatIsMissed()
    {
        var plane = await _members.ControlPlaneAsync();
        var node = await _members.NodeAsync("worker-1");
        Assert.True(IsReady(plane, "worker-1"));

        await node.AbortAsync().WaitAsync(TestCluster.Patience);

        var started = TimeProvider.System.GetTimestamp();
        await Waits.UntilAsync("the node to be seen as lost", () => !IsReady(plane, "worker-1"));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task SecondControlPlane_WithoutASharedJournal_IsRefused_AndTheFirstServesOn()
    {
        var first = await _members.ControlPlaneAsync();

        var own = await Assert.ThrowsAsync<JournalException>(() => _members.ControlPlaneAsync());
        var shared = await Assert.ThrowsAsync<JournalException>(
            () => _members.ControlPlaneAsync("postgres://nobody@127.0.0.1:1/none"));

        Assert.Contains("--journal postgres://", own.Message);
        Assert.Contains(first.Cluster.Self.Address, own.Message);
        Assert.Contains("a file of its own", shared.Message);
        await first.Api!.CreateAsync(Objects.ConfigMap("still"));
        Assert.False(first.Ended.IsCompleted);
    }

    [Fact]
    public async Task NameOfANodeThatLives_IsRefused()
    {
        await _members.ControlPlaneAsync();
        await _members.NodeAsync("worker-1");

        var refused = await Assert.ThrowsAsync<JoinException>(() => _members.StartAsync(
            _members.Options("node", "worker-1") with { PredecessorMax = TimeSpan.Zero }));

        Assert.Contains("worker-1", refused.Message);
    }

    [Fact]
    public async Task DirectoryInUse_IsRefused()
    {
        var options = _members.Options("control-plane");
        await _members.StartAsync(options);

        var refused = await Assert.ThrowsAsync<DataDirectoryException>(() => _members.StartAsync(options));

        Assert.Contains(options.DataDirectory!, refused.Message);
    }

    private static Deployment Speaker(string name, string sleep)
    {
        var deployment = Objects.Deployment(name, 1);
        var container = new Container
        {
            Name = "main",
            Image = "speaker",
            Command = ["sh", "-c", "echo spoken; exec sleep \"$0\"", sleep],
        };
        return deployment with
        {
            Spec = deployment.Spec with
            {
                Template = deployment.Spec.Template with
                {
                    Spec = deployment.Spec.Template.Spec with
                    {
                        TerminationGracePeriodSeconds = 1,
                        Containers = [container],
                    },
                },
            },
        };
    }

    private static IEnumerable<Pod> Pods(Orchestrator.Akka.Hosting.AkkaHost plane) =>
        plane.Store!.Current.Range("/registry/pods/default/").Select(stored => (Pod)stored.Value.Object);

    private static bool IsReady(Pod pod) =>
        pod.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });

    private static bool IsReady(Orchestrator.Akka.Hosting.AkkaHost plane, string node) =>
        plane.Store!.Current.Get($"/registry/nodes/{node}")?.Value.Object is Orchestrator.Api.Core.V1.Node found
        && found.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });

    /// <summary>Its handler keeps its thread.</summary>
    private sealed class Stuck(ManualResetEventSlim until) : UntypedActor
    {
        protected override void OnReceive(object message) => until.Wait();
    }
}
