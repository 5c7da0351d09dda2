using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.ReplicaSets;

public class ReplicaSetPlanTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData("none yet", 3, 0, 3, 0)]
    [InlineData("some missing", 3, 1, 2, 0)]
    [InlineData("enough", 3, 3, 0, 0)]
    [InlineData("too many", 3, 5, 0, 2)]
    [InlineData("to zero", 0, 4, 0, 4)]
    [InlineData("more than a burst missing", 700, 0, 500, 0)]
    [InlineData("more than a burst too many", 0, 600, 0, 500)]
    public void Replicas_AndPods_MakeThePlan(string name, int replicas, int pods, int create, int delete)
    {
        var set = Workloads.Set("s", replicas);
        var active = Enumerable.Range(0, pods).Select(i => Workloads.Pod($"p{i:D3}", set)).ToList();

        var plan = ReplicaSetPlan.For(set, active, () => active, Now);

        Assert.True((create, delete) == (plan.Create, plan.Delete.Count), name);
    }

    [Fact]
    public void TooMany_TheLeastCostlyGo()
    {
        var set = Workloads.Set("s", 1);
        var ready = Workloads.Pod("ready", set).Ready(Now);
        var unready = Workloads.Pod("unready", set);

        var plan = ReplicaSetPlan.For(set, [ready, unready], () => [ready, unready], Now);

        Assert.Equal(["unready"], plan.Delete.Select(pod => pod.Key.Name));
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 1, 2 })]
    [InlineData(10, new[] { 1, 2, 4, 3 })]
    [InlineData(0, new int[0])]
    public void Waves_DoubleUntilAllAreMade(int count, int[] waves) =>
        Assert.Equal(waves, ReplicaSetPlan.Waves(count));
}
