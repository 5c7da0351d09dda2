using Orchestrator.Api.Errors;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Node.Tests.Pods;

/// <summary>How a Pod ends: deletions, hooks, drains and deadlines.</summary>
public sealed class PodWorkerEndTests
{
    [Fact]
    public void DeletedPod_IsDrainedBeforeItIsStopped_ThenLeavesTheApiAndTheRuntime()
    {
        var node = new SimulatedNode(hollow: new() { StopLatency = TimeSpan.FromSeconds(2) });
        var pod = node.Put(TestPods.Bound("web"));
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.OnDrain = () => new(drained.Task);

        node.Delete("web");
        Assert.Equal([pod.Status.PodIP!], node.Drained);
        Assert.Empty(node.Runtime.Stopped);
        node.System.Run(() =>
        {
            drained.SetResult();
            return default;
        });
        node.Settle();

        Assert.Equal(30, Assert.Single(node.Runtime.Stopped).Grace.TotalSeconds);
        Assert.NotNull(node.Find("web"));
        node.Wait(3);
        Assert.Null(node.Find("web"));
        Assert.Empty(node.System.Run(() => node.Runtime.ListSandboxesAsync()));
        Assert.DoesNotContain(node.System.LivePaths, path => path.Contains("pod-", StringComparison.Ordinal));
        Assert.Equal(["Stopping container app"], node.Events("Killing"));
    }

    [Fact]
    public void ProxyThatNeverAnswers_HoldsTheEndUpForTheDrainTimeoutOnly()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web"));
        var never = new TaskCompletionSource();
        node.OnDrain = () => new(never.Task);

        node.Delete("web");
        node.Wait(3);
        Assert.Empty(node.Runtime.Stopped);
        node.Wait(3);

        Assert.Null(node.Find("web"));
    }

    [Fact]
    public void ForcedDeletion_EndsTheProgramsOfAPodTheApiHasForgotten()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web"));

        node.Delete("web", grace: 0);

        Assert.Null(node.Find("web"));
        Assert.Equal(1, Assert.Single(node.Runtime.Stopped).Grace.TotalSeconds);
        Assert.Empty(node.System.Run(() => node.Runtime.ListSandboxesAsync()));
    }

    [Fact]
    public void PreStopHook_RunsFirst_WithinTheGracePeriod()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web",
            TestPods.App with { Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 10 } } } }));

        node.Delete("web");
        node.Wait(9);
        Assert.Empty(node.Runtime.Stopped);
        node.Wait(2);

        Assert.Equal(20, Assert.Single(node.Runtime.Stopped).Grace.TotalSeconds);
    }

    [Fact]
    public void DeadlineExceeded_FailsThePodAndStopsIt()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("job").With(spec => spec with { ActiveDeadlineSeconds = 20 }));
        node.Wait(15);
        Assert.Equal("Running", node.Find("job")!.Status.Phase);

        node.Wait(10);

        Assert.Equal(("Failed", "DeadlineExceeded"), (node.Find("job")!.Status.Phase, node.Find("job")!.Status.Reason));
        Assert.Single(node.Runtime.Stopped);
    }

    [Fact]
    public void SecondDeletionWithLessGrace_ShortensTheFirst()
    {
        var node = new SimulatedNode(hollow: new() { StopLatency = TimeSpan.FromSeconds(60) });
        node.Put(TestPods.Bound("web").With(spec => spec with { TerminationGracePeriodSeconds = 50 }));
        node.Delete("web", grace: 50);
        node.Wait(5);
        Assert.NotNull(node.Find("web"));

        node.Delete("web", grace: 2);
        node.Wait(4);

        Assert.Null(node.Find("web"));
        Assert.Equal([50, 2], node.Runtime.Stopped.Select(stopped => stopped.Grace.TotalSeconds));
    }
}
