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
        var node = new SimulatedNode { OnProbe = () => good ? ProbeOutcome.Success : new(false, "no") };
        node.Put(TestPods.Bound("web", TestPods.App with
        {
            ReadinessProbe = new()
            {
                TcpSocket = new() { Port = 80 },
                PeriodSeconds = 1,
                FailureThreshold = 2,
                SuccessThreshold = 1
            },
        }));
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
        var node = new SimulatedNode { OnProbe = () => up ? ProbeOutcome.Success : new(false, "no") };
        node.Put(TestPods.Bound("web", TestPods.App with
        {
            ReadinessProbe = new()
            {
                TcpSocket = new() { Port = 80 },
                PeriodSeconds = 10,
                FailureThreshold = 1,
                SuccessThreshold = 1
            },
        }));
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
        var node = new SimulatedNode { OnProbe = () => up ? ProbeOutcome.Success : new(false, "no") };
        var probe = new Probe
        {
            TcpSocket = new() { Port = 80 },
            PeriodSeconds = 1,
            FailureThreshold = 1,
            SuccessThreshold = 1
        };
        node.Put(TestPods.Bound("web",
            TestPods.App with { StartupProbe = probe with { FailureThreshold = 30 }, LivenessProbe = probe }));
        node.Wait(20);
        Assert.Equal((false, 0), (node.Status("web").Started, node.Status("web").RestartCount));

        up = true;
        node.Wait(2);

        Assert.True(node.Status("web") is { Started: true, Ready: true });
    }

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
    public void TakenOverContainer_StaysReadyUntilItsProbeSaysOtherwise()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web", TestPods.App with
        {
            ReadinessProbe = new()
            {
                TcpSocket = new() { Port = 80 },
                PeriodSeconds = 5,
                InitialDelaySeconds = 20,
                FailureThreshold = 2
            },
        }));
        node.Wait(25);
        Assert.True(node.Status("web").Ready);
        var changes = node.StatusWrites("web");

        Assert.True(node.System.Crash("/node-node-1/kubelet"));
        node.Wait(5);

        Assert.True(node.Status("web").Ready);
        Assert.Equal(changes, node.StatusWrites("web"));
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
    public void PodOfTheHostsNetwork_HasTheHostsAddress()
    {
        var node = new SimulatedNode();

        var pod = node.Put(TestPods.Bound("web").With(spec => spec with { HostNetwork = true }));

        Assert.Equal("127.0.0.1", pod.Status.PodIP);
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
