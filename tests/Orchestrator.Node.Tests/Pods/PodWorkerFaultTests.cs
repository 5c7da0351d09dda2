using Orchestrator.Api.Errors;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Node.Tests.Pods;

/// <summary>What goes wrong around a worker: sources, runtime, API, and its own crash.</summary>
public sealed class PodWorkerFaultTests
{
    [Fact]
    public void MissingConfigMap_IsTold_AndTheContainerRunsOnceItIsThere()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web",
            TestPods.App with { EnvFrom = [new() { ConfigMapRef = new() { Name = "settings" } }] }));
        var waiting = node.Status("web").State.Waiting!;
        Assert.Equal(("CreateContainerConfigError", "configmap \"settings\" not found"),
            (waiting.Reason, waiting.Message));

        node.Api.Put(new ConfigMap
        {
            Metadata = new() { Namespace = "default", Name = "settings" },
            Data = ValueMap.Of(("A", "1"))
        });
        node.Wait(11);

        Assert.True(node.Status("web").Ready);
        Assert.Contains(new KeyValuePair<string, string>("A", "1"), Assert.Single(node.Runtime.Created).Env);
        Assert.Contains("Error: configmap \"settings\" not found", node.Events("Failed"));
    }

    [Fact]
    public void ContainerThatCannotBeMade_WaitsWithTheRuntimesReason()
    {
        var node = new SimulatedNode
        {
            Runtime = { OnCreate = _ =>
            new RuntimeException("CreateContainerError", "set command:") }
        };

        node.Put(TestPods.Bound("web"));

        Assert.Equal("CreateContainerError", node.Status("web").State.Waiting!.Reason);
        Assert.Equal("Pending", node.Find("web")!.Status.Phase);
        node.Wait(3);
        Assert.Contains("Error: set command:", node.Events("Failed"));
    }

    [Fact]
    public void SomebodyElsesStatusWrite_IsKept_AndOursFollows()
    {
        var node = new SimulatedNode();
        var refused = 0;
        node.Api.Fault = call => call is { Verb: "update", Subresource: "status", Key.Name: "web" } && refused++ == 0
            ? Statuses.Conflict("", "pods", "web")
            : null;

        node.Put(TestPods.Bound("web") with
        {
            Status = new() { Phase = "Pending", Conditions = [new() { Type = "example.com/gate", Status = "True" }] },
        });

        Assert.True(node.Status("web").Ready);
        Assert.Contains(node.Find("web")!.Status.Conditions, c => c.Type == "example.com/gate");
    }

    [Fact]
    public void CrashedWorker_FindsItsContainersRunning()
    {
        var node = new SimulatedNode();
        var pod = node.Put(TestPods.Bound("web"));

        Assert.True(node.System.Crash($"/node-node-1/kubelet/pod-{pod.Metadata.Uid}"));
        node.Wait(5);
        Assert.True(node.System.Crash("/node-node-1/kubelet"));
        node.Wait(5);

        Assert.Single(node.Runtime.Started);
        Assert.Equal((0, true), (node.Status("web").RestartCount, node.Status("web").Ready));
        node.Exit("web", 1);
        Assert.Equal(1, node.Status("web").RestartCount);
    }

    [Fact]
    public void RuntimesWarning_BecomesAnEventOnTheContainer()
    {
        var node = new SimulatedNode();
        var pod = node.Put(TestPods.Bound("web"));

        node.System.Run(() =>
        {
            node.Runtime.Sink(new ContainerWarned(pod.Metadata.Uid!, "app", "ListensOnAllAddresses", "bind $POD_IP"));
            return default;
        });
        node.Settle();

        var told = node.Api.All<Event>().Single(e => e.Reason == "ListensOnAllAddresses");
        Assert.Equal(("Warning", "spec.containers{app}"), (told.Type, told.InvolvedObject.FieldPath));
    }

    [Fact]
    public void ManySeedsOfApiFaults_DeletedPodsGo_OthersStay_AndNothingIsLeftInTheRuntime()
    {
        for (ulong seed = 1; seed <= 25; seed++)
        {
            var node = new SimulatedNode(seed,
                new() { StartLatency = TimeSpan.FromMilliseconds(20), StopLatency = TimeSpan.FromMilliseconds(40) });
            var chance = node.System.Fork("test");
            Exception? Fault(int odds) => chance.Next(odds) == 0 ? new ApiUnreachableException("simulated") : null;
            node.Api.Fault = call => call.IsWrite || chance.Next(2) == 0 ? Fault(5) : null;
            node.Api.LostAnswer = call => call.IsWrite ? Fault(5) : null;
            for (var i = 0; i < 6; i++)
                node.Api.Put(TestPods.Bound($"web-{i}"));
            for (var i = 0; i < 6; i += 2)
            {
                node.System.RunFor(TimeSpan.FromMilliseconds(chance.Next(300)));
                var pod = node.Find($"web-{i}")!;
                node.Api.Put(pod with
                {
                    Metadata = pod.Metadata with
                    {
                        DeletionTimestamp = node.System.Time.GetUtcNow(),
                        DeletionGracePeriodSeconds = 30
                    },
                });
                if (chance.Next(2) == 0)
                    node.Api.DropWatches();
                var paths = node.System.LivePaths.Where(path =>
                    path.Contains("kubelet", StringComparison.Ordinal)).ToList();
                node.System.Crash(paths[chance.Next(paths.Count)]);
            }
            node.Wait(30);
            (node.Api.Fault, node.Api.LostAnswer) = (null, null);
            node.Wait(120);

            Assert.True(node.Api.All<Pod>().Select(p => p.Metadata.Name).SequenceEqual(["web-1", "web-3", "web-5"]),
                $"seed {seed}");
            Assert.All(node.Api.All<Pod>(), pod => Assert.True(pod.Condition("Ready") == "True", $"seed {seed}"));
            Assert.Equal(
                ["web-1", "web-3", "web-5"],
                node.System.Run(() => node.Runtime.ListSandboxesAsync()).Select(s => s.Name).Order());
            Assert.Equal(node.Runtime.Started.Distinct().Count(), node.Runtime.Started.Count);
        }
    }

    [Fact]
    public void ManySeedsOfCrashes_EachAttemptIsStartedOnce_AndPodsConverge()
    {
        for (ulong seed = 1; seed <= 25; seed++)
        {
            var node = new SimulatedNode(seed, new() { StartLatency = TimeSpan.FromMilliseconds(30) });
            var chance = node.System.Fork("test");
            for (var i = 0; i < 5; i++)
                node.Api.Put(TestPods.Bound($"web-{i}"));
            for (var round = 0; round < 12; round++)
            {
                node.System.RunFor(TimeSpan.FromMilliseconds(chance.Next(400)));
                var paths = node.System.LivePaths.Where(path =>
                    path.Contains("kubelet", StringComparison.Ordinal)).ToList();
                node.System.Crash(paths[chance.Next(paths.Count)]);
            }
            node.Wait(60);

            for (var i = 0; i < 5; i++)
                Assert.True(node.Status($"web-{i}").Ready, $"seed {seed}, web-{i}");
            Assert.Equal(node.Runtime.Started.Distinct().Count(), node.Runtime.Started.Count);
        }
    }
}
