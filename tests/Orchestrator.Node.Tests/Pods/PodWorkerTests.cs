using Orchestrator.Api.Errors;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Node.Tests.Pods;

public sealed class PodWorkerTests
{
    [Fact]
    public void BoundPod_RunsAndIsReady_AfterOneStatusWrite()
    {
        var node = new SimulatedNode();

        var pod = node.Put(TestPods.Bound("web"));

        Assert.Equal("Running", pod.Status.Phase);
        Assert.Equal(
            ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"],
            pod.Status.Conditions.Select(c => c.Type));
        Assert.All(pod.Status.Conditions, c => Assert.Equal("True", c.Status));
        var status = node.Status("web");
        Assert.True(status is { Ready: true, Started: true, RestartCount: 0, State.Running: not null });
        Assert.StartsWith("scripted://", status.ContainerId, StringComparison.Ordinal);
        Assert.Equal(("10.64.0.1", "127.0.0.1"), (pod.Status.PodIP, pod.Status.HostIP));
        Assert.NotNull(pod.Status.StartTime);
        Assert.Equal(1, node.StatusWrites("web"));
        node.Wait(5);
        Assert.Equal(["Created container: app"], node.Events("Created"));
        Assert.Equal(["Started container app"], node.Events("Started"));
    }

    [Fact]
    public void HollowPod_RunsWithoutEvents()
    {
        var node = new SimulatedNode(programs: false);

        var pod = node.Put(
            TestPods.Bound("web", TestPods.App with { ReadinessProbe = new() { TcpSocket = new() { Port = 1 } } }));

        Assert.Equal("True", pod.Condition("Ready"));
        node.Wait(5);
        Assert.Empty(node.Api.All<Event>());
    }

    [Fact]
    public void CrashingContainer_RunsAgainAtOnce_ThenBacksOffTenAndTwentySeconds()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web"));

        node.Exit("web", 1);
        Assert.Equal((1, true), (node.Status("web").RestartCount, node.Status("web").Ready));

        node.Exit("web", 1);
        var waiting = node.Status("web");
        Assert.Equal("CrashLoopBackOff", waiting.State.Waiting?.Reason);
        Assert.StartsWith("back-off 10s restarting failed container=app pod=web_default(",
            waiting.State.Waiting!.Message!, StringComparison.Ordinal);
        Assert.Equal(1, waiting.LastTerminationState.Terminated!.ExitCode);
        Assert.Equal("False", node.Find("web")!.Condition("Ready"));
        node.Wait(9);
        Assert.NotNull(node.Status("web").State.Waiting);
        node.Wait(2);
        Assert.Equal(2, node.Status("web").RestartCount);

        node.Exit("web", 1);
        node.Wait(18);
        Assert.StartsWith("back-off 20s", node.Status("web").State.Waiting!.Message!, StringComparison.Ordinal);
        node.Wait(3);
        Assert.Equal(3, node.Status("web").RestartCount);
        node.Wait(5);
        Assert.Equal(2, node.Api.All<Event>().Single(e => e.Reason == "BackOff").Count);
    }

    [Theory]
    [InlineData("OnFailure", 0, "Succeeded")]
    [InlineData("Never", 0, "Succeeded")]
    [InlineData("Never", 3, "Failed")]
    public void ContainerEndsForGood_PodHasItsPhase(string policy, int exitCode, string phase)
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("job").With(spec => spec with { RestartPolicy = policy }));

        node.Exit("job", exitCode);
        node.Wait(60);

        var pod = node.Find("job")!;
        Assert.Equal(phase, pod.Status.Phase);
        Assert.Equal(exitCode, node.Status("job").State.Terminated!.ExitCode);
        Assert.Equal("False", pod.Condition("Ready"));
        Assert.Single(node.Runtime.Started);
    }

    [Fact]
    public void InitContainers_RunInOrder_AndTheSidecarStaysBesideTheRest()
    {
        var node = new SimulatedNode();
        var pod = node.Put(TestPods.Bound("web").With(spec => spec with
        {
            InitContainers =
            [
                TestPods.App with { Name = "first" },
                TestPods.App with { Name = "sidecar", RestartPolicy = "Always" },
                TestPods.App with { Name = "second" },
            ],
        }));
        Assert.Equal(["first"], node.Runtime.Created.Select(c => c.Name));
        Assert.Equal("Pending", pod.Status.Phase);
        Assert.Equal("PodInitializing", node.Status("web").State.Waiting!.Reason);
        Assert.Equal(
            "containers with incomplete status: [first sidecar second]",
            pod.Status.Conditions.Single(c => c.Type == "Initialized").Message);

        node.Exit("web", 0, "first");
        Assert.Equal(["first", "sidecar", "second"], node.Runtime.Created.Select(c => c.Name));
        node.Exit("web", 0, "second");

        Assert.Equal(["first", "sidecar", "second", "app"], node.Runtime.Created.Select(c => c.Name));
        Assert.Equal(("Running", "True"), (node.Find("web")!.Status.Phase, node.Find("web")!.Condition("Ready")));
        node.Exit("web", 1, "sidecar");
        Assert.Equal(1, node.Status("web", "sidecar").RestartCount);
    }

    [Fact]
    public void FailedInitContainer_OfPodThatNeverRestarts_FailsThePod()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("job").With(spec => spec with
        {
            RestartPolicy = "Never",
            InitContainers = [TestPods.App with { Name = "init" }],
        }));

        node.Exit("job", 1, "init");

        Assert.Equal("Failed", node.Find("job")!.Status.Phase);
        Assert.Single(node.Runtime.Started);
    }

    [Fact]
    public void PodOfTheHostsNetwork_HasTheHostsAddress()
    {
        var node = new SimulatedNode();

        var pod = node.Put(TestPods.Bound("web").With(spec => spec with { HostNetwork = true }));

        Assert.Equal("127.0.0.1", pod.Status.PodIP);
    }
}
