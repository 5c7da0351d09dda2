using Orchestrator.Api.Errors;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Node.Tests.Pods;

/// <summary>What probes and gates decide.</summary>
public sealed class PodWorkerProbeTests
{
    private static readonly Probe EverySecond = new()
    {
        TcpSocket = new() { Port = 80 },
        PeriodSeconds = 1,
        FailureThreshold = 1,
        SuccessThreshold = 1,
    };

    [Fact]
    public void LivenessFailures_RestartTheContainer()
    {
        var node = new SimulatedNode { OnProbe = () => new(false, "HTTP probe failed with statuscode: 500") };
        node.Put(TestPods.Bound("web", TestPods.App with
        {
            LivenessProbe = new()
            {
                HttpGet = new() { Port = 80 },
                PeriodSeconds = 5,
                FailureThreshold = 3,
                SuccessThreshold = 1
            },
        }));
        Assert.True(node.Status("web").Ready);
        node.Wait(14);
        Assert.Equal(0, node.Status("web").RestartCount);

        node.Wait(2);

        Assert.Equal(1, node.Status("web").RestartCount);
        Assert.Contains("Container app failed liveness probe, will be restarted", node.Events("Killing"));
        Assert.Contains("Liveness probe failed: HTTP probe failed with statuscode: 500", node.Events("Unhealthy"));
    }

    [Fact]
    public void ReadinessProbe_DecidesWhetherThePodIsReady()
    {
        var good = false;
        var node = NodeWhere(() => good);
        Put(node, EverySecond with { FailureThreshold = 2 });
        node.Wait(3);
        Assert.Equal("False", node.Find("web")!.Condition("Ready"));
        Assert.Equal(
            "containers with unready status: [app]",
            node.Find("web")!.Status.Conditions.Single(c => c.Type == "Ready").Message);

        good = true;
        node.Wait(2);
        Assert.Equal("True", node.Find("web")!.Condition("Ready"));

        good = false;
        node.Wait(3);
        Assert.Equal("False", node.Find("web")!.Condition("Ready"));
        Assert.Equal(0, node.Status("web").RestartCount);
    }

    [Fact]
    public void ProgramThatIsUpAfterAMoment_IsReadyLongBeforeItsPeriodHasPassed_AndNothingWasUnhealthy()
    {
        var up = false;
        var node = NodeWhere(() => up);
        Put(node, EverySecond with { PeriodSeconds = 10 });
        Assert.False(node.Status("web").Ready);

        up = true;
        node.Wait(1);

        Assert.True(node.Status("web").Ready);
        node.Wait(5);
        Assert.Empty(node.Events("Unhealthy"));
    }

    [Fact]
    public void StartupProbe_HoldsBackTheOthersUntilItSucceeds()
    {
        var up = false;
        var node = NodeWhere(() => up);
        node.Put(TestPods.Bound("web", TestPods.App with
        {
            StartupProbe = EverySecond with { FailureThreshold = 30 },
            LivenessProbe = EverySecond,
        }));
        node.Wait(20);
        Assert.Equal((false, 0), (node.Status("web").Started, node.Status("web").RestartCount));

        up = true;
        node.Wait(2);

        Assert.True(node.Status("web") is { Started: true, Ready: true });
    }

    [Fact]
    public void TakenOverContainer_StaysReadyUntilItsProbeSaysOtherwise()
    {
        var node = new SimulatedNode();
        Put(node, EverySecond with { PeriodSeconds = 5, InitialDelaySeconds = 20, FailureThreshold = 2 });
        node.Wait(25);
        Assert.True(node.Status("web").Ready);
        var changes = node.StatusWrites("web");

        Assert.True(node.System.Crash("/node-node-1/kubelet"));
        node.Wait(5);

        Assert.True(node.Status("web").Ready);
        Assert.Equal(changes, node.StatusWrites("web"));
    }

    [Fact]
    public void ReadinessGate_HoldsThePodBackUntilItsConditionIsTrue()
    {
        var node = new SimulatedNode();
        var pod = node.Put(TestPods.Bound("web").With(spec =>
            spec with { ReadinessGates = [new() { ConditionType = "example.com/lb" }] }));
        var ready = pod.Status.Conditions.Single(c => c.Type == "Ready");
        Assert.Equal(("False", "ReadinessGatesNotReady"), (ready.Status, ready.Reason));
        Assert.Equal("True", pod.Condition("ContainersReady"));

        node.Api.Put(pod with
        {
            Status = pod.Status with
            {
                Conditions = pod.Status.Conditions.Add(new() { Type = "example.com/lb", Status = "True" }),
            },
        });
        node.Settle();

        Assert.Equal("True", node.Find("web")!.Condition("Ready"));
    }

    private static SimulatedNode NodeWhere(Func<bool> succeeds) =>
        new() { OnProbe = () => succeeds() ? ProbeOutcome.Success : new(false, "no") };

    private static void Put(SimulatedNode node, Probe readiness) =>
        node.Put(TestPods.Bound("web", TestPods.App with { ReadinessProbe = readiness }));
}
