using Orchestrator.Scheduler.Framework;
using Orchestrator.Scheduler.Plugins;
using Orchestrator.Scheduler.Queue;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Queue;

public sealed class SchedulingQueueTests
{
    private readonly ManualClock _clock = new();
    private readonly SchedulingQueue _queue;

    public SchedulingQueueTests() => _queue = new(_clock, PluginSet.Default().Rejecting);

    [Fact]
    public void Pods_ComeByPriorityThenAge()
    {
        _queue.AddOrUpdate(Pod("old"));
        _queue.AddOrUpdate(Pod("older-by-sequence-only"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _queue.AddOrUpdate(Pod("young"));
        _queue.AddOrUpdate(Pod("urgent").WithSpec(spec => spec with { Priority = 10 }));

        Assert.Equal(["urgent", "old", "older-by-sequence-only", "young"], PopAll());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(50, 10)]
    public void Backoff_DoublesUpToTenSeconds(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), SchedulingQueue.BackoffAfter(attempts));

    [Fact]
    public void UnschedulablePod_SleepsUntilAnEventThatItsPluginHopesFor()
    {
        Reject(Pod("p", "2"), "NodeResourcesFit");
        _clock.Advance(TimeSpan.FromSeconds(20));

        _queue.MoveOn(new(ClusterEventKinds.NodeTaintsChanged, Node("n").Info()));
        Assert.Equal(1, _queue.UnschedulableCount);
        _queue.MoveOn(new(ClusterEventKinds.NodeAdded, Node("small", "1").Info()));
        Assert.Equal(1, _queue.UnschedulableCount);
        _queue.MoveOn(new(ClusterEventKinds.NodeAdded, Node("large", "2").Info()));

        Assert.Equal(["p"], PopAll());
    }

    [Fact]
    public void WokenPod_BacksOffFirst_WhenItFailedJustNow()
    {
        Reject(Pod("p", "2"), "NodeResourcesFit");

        _queue.MoveOn(new(ClusterEventKinds.NodeAdded, Node("n").Info()));

        Assert.Equal(1, _queue.BackoffCount);
        Assert.Equal(_queue.Now + TimeSpan.FromSeconds(1), _queue.NextBackoffEnd);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _queue.FlushBackoff();
        Assert.Equal(["p"], PopAll());
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockIsSet_BackoffAndSleepLastAsLongAsTheyDo(int hours)
    {
        Reject(Pod("backs-off", "2"), "NodeResourcesFit");
        _queue.MoveOn(new(ClusterEventKinds.NodeAdded, Node("n").Info()));
        Reject(Pod("sleeps", "2"), "TaintToleration");
        _clock.Set(TimeSpan.FromHours(hours));
        _queue.FlushBackoff();
        _queue.FlushUnschedulable();
        Assert.Equal((1, 1), (_queue.BackoffCount, _queue.UnschedulableCount));

        _clock.Advance(TimeSpan.FromSeconds(1));
        _queue.FlushBackoff();
        Assert.Equal(["backs-off"], PopAll());
        _clock.Advance(TimeSpan.FromMinutes(5));
        _queue.FlushUnschedulable();
        Assert.Equal(["sleeps"], PopAll());
    }

    [Fact]
    public void ClockIsSetBack_WhoCameFirstGoesFirst()
    {
        _queue.AddOrUpdate(Pod("first"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _clock.Set(TimeSpan.FromHours(-5));
        _queue.AddOrUpdate(Pod("second"));

        Assert.Equal(["first", "second"], PopAll());
    }

    [Fact]
    public void PodRejectedByNobody_WakesOnAnyEvent()
    {
        Reject(Pod("p"));
        _clock.Advance(TimeSpan.FromSeconds(20));

        _queue.MoveOn(new(ClusterEventKinds.NodeLabelsChanged, Node("n").Info()));

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void SleepingPod_WakesAfterFiveMinutes_WithoutEvent()
    {
        Reject(Pod("p", "2"), "NodeResourcesFit");
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        _queue.FlushUnschedulable();
        Assert.Equal(1, _queue.UnschedulableCount);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _queue.FlushUnschedulable();

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void StatusOfASleepingPod_DoesNotWakeIt_ItsSpecDoes()
    {
        var pod = Pod("p", "2");
        Reject(pod, "TaintToleration");
        _clock.Advance(TimeSpan.FromSeconds(20));

        _queue.AddOrUpdate(pod with { Status = new() { Message = "x" } });
        Assert.Equal(1, _queue.UnschedulableCount);
        _queue.AddOrUpdate(pod.WithSpec(spec => spec with { Tolerations = [new() { Operator = "Exists" }] }));

        Assert.Equal(1, _queue.ActiveCount);
    }

    [Fact]
    public void GatedPod_WaitsUntilItsGatesAreGone()
    {
        var pod = Pod("p").WithSpec(spec => spec with { SchedulingGates = [new() { Name = "example.com/wait" }] });
        _queue.AddOrUpdate(pod);
        Assert.Equal((0, 1), (_queue.ActiveCount, _queue.GatedCount));

        _queue.AddOrUpdate(pod.WithSpec(spec => spec with { SchedulingGates = [] }));

        Assert.Equal((1, 0), (_queue.ActiveCount, _queue.GatedCount));
    }

    [Fact]
    public void PodDeleted_DuringItsCycle_IsNotPutBack()
    {
        _queue.AddOrUpdate(Pod("p"));
        var popped = _queue.Pop()!;
        _queue.Remove("uid-p");

        _queue.AddUnschedulable(popped, ["NodeResourcesFit"]);
        _queue.AddBackoff(popped);

        Assert.Equal((0, 0), (_queue.UnschedulableCount, _queue.BackoffCount));
    }

    [Fact]
    public void RemovalFromTheMiddle_KeepsTheOrderOfTheRest()
    {
        for (var i = 0; i < 50; i++)
            _queue.AddOrUpdate(Pod($"p{i:00}").WithSpec(spec => spec with { Priority = i * 7 % 50 }));
        for (var i = 0; i < 50; i += 3)
            _queue.Remove($"uid-p{i:00}");

        var priorities = PopAll().Select(name => int.Parse(name[1..]) * 7 % 50).ToList();

        Assert.Equal(33, priorities.Count);
        Assert.Equal(priorities.OrderDescending(), priorities);
    }

    private void Reject(Api.Core.V1.Pod pod, params string[] plugins)
    {
        _queue.AddOrUpdate(pod);
        _queue.AddUnschedulable(_queue.Pop()!, plugins);
    }

    private List<string> PopAll()
    {
        var names = new List<string>();
        while (_queue.Pop() is { } pod)
            names.Add(pod.Pod.Key.Name);
        return names;
    }
}
