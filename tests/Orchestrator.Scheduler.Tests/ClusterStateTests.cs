using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Scheduler.Cache;
using Orchestrator.Scheduler.Framework;
using Orchestrator.Scheduler.Queue;
using Orchestrator.Testing;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests;

public sealed class ClusterStateTests
{
    private readonly ManualClock _clock = new();
    private readonly SchedulerCache _cache = new();
    private readonly SchedulingQueue _queue;
    private readonly ClusterState _state;

    public ClusterStateTests()
    {
        _queue = new(_clock, PluginSet.Default().Rejecting);
        _state = new(_cache, _queue, "default-scheduler");
        Add(Node("n", "1"));
    }

    [Fact]
    public void NewsFromBeforeTheBinding_DoesNotQueueThePodAgain()
    {
        Add(Pod("p"));
        _cache.Assume(_queue.Pop()!.Pod, "n");
        _queue.Remove("uid-p");

        Add(Pod("p") with { Status = new() { Message = "older than the binding" } });

        Assert.Null(_queue.Find("uid-p"));
        Assert.True(_cache.IsAssumed("uid-p"));
    }

    [Fact]
    public void Heartbeat_WakesNobody_AllocatableDoes()
    {
        Sleep(Pod("p", "2"));
        var node = Node("n", "1");

        Change(node, node with { Status = node.Status with { Phase = "x" } });
        Assert.Equal(1, _queue.UnschedulableCount);
        Change(node, Node("n", "2"));

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void Uncordoning_WakesWhoWasRefusedForIt()
    {
        var node = Node("n");
        var cordoned = node with { Spec = new() { Unschedulable = true } };
        Change(node, cordoned);
        Sleep(Pod("p"), "NodeUnschedulable");

        Change(cordoned, node);

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void PodThatShrank_WakesWhoFitsNow()
    {
        Add(Pod("o", "1").On("n"));
        Sleep(Pod("p", "500m"));

        Change(Pod("o", "1").On("n"), Pod("o", "500m").On("n"));

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void PodBeingDeleted_IsNotScheduled()
    {
        Add(Pod("p"));
        var pod = Pod("p");

        Add(pod with { Metadata = pod.Metadata with { DeletionTimestamp = _clock.GetUtcNow() } });

        Assert.Null(_queue.Pop());
    }

    private void Sleep(Pod pod, string plugin = "NodeResourcesFit")
    {
        Add(pod);
        _queue.AddUnschedulable(_queue.Pop()!, [plugin]);
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private void Add(Api.KubeObject value) => _state.Apply(new ObjectChange(null, value));

    private void Change(Api.KubeObject old, Api.KubeObject current) => _state.Apply(new ObjectChange(old, current));
}
