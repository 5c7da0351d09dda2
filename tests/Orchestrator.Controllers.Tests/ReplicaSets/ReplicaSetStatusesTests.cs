using Orchestrator.Api.Apps.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.ReplicaSets;

public class ReplicaSetStatusesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public void Pods_AreCountedByWhatTheyAre()
    {
        var set = Workloads.Set("s", 4, minReadySeconds: 10);
        var odd = Workloads.Pod("odd", set);
        odd = odd with { Metadata = odd.Metadata with { Labels = ValueMap.Of(("app", "other")) } };

        var available = Workloads.Pod("a", set).Ready(Now.AddSeconds(-10));
        var ready = Workloads.Pod("b", set).Ready(Now.AddSeconds(-9));
        var status = ReplicaSetStatuses.Of(set, [available, ready, odd], null, Now);

        Assert.Equal(
            new ReplicaSetStatus
            {
                Replicas = 3,
                FullyLabeledReplicas = 2,
                ReadyReplicas = 2,
                AvailableReplicas = 1,
                ObservedGeneration = 1,
            },
            status);
    }

    [Fact]
    public void ReadyButNotLongEnough_SaysWhenToLookAgain()
    {
        var set = Workloads.Set("s", 2, minReadySeconds: 10);
        var first = Workloads.Pod("a", set).Ready(Now.AddSeconds(-7));
        var second = Workloads.Pod("b", set).Ready(Now.AddSeconds(-4));

        Assert.Equal(TimeSpan.FromSeconds(3), ReplicaSetStatuses.NextAvailable(set, [second, first], Now));
        Assert.Null(ReplicaSetStatuses.NextAvailable(set, [second, first], Now.AddSeconds(6)));
        Assert.Null(ReplicaSetStatuses.NextAvailable(Workloads.Set("s", 2), [second], Now));
    }

    [Fact]
    public void Failure_IsSaidOnceAndTakenBack()
    {
        var set = Workloads.Set("s", 2);
        var failed = ReplicaSetStatuses.Of(set, [], new ApiUnreachableException("no way"), Now);
        var condition = Assert.Single(failed.Conditions);
        Assert.Equal(
            ("ReplicaFailure", "True", "FailedCreate", "no way"),
            (condition.Type, condition.Status, condition.Reason, condition.Message));

        var again = ReplicaSetStatuses.Of(
            set with { Status = failed }, [], new ApiUnreachableException("other words"), Now.AddHours(1));
        Assert.Equal(failed, again);
        Assert.Empty(ReplicaSetStatuses.Of(set with { Status = failed }, [], null, Now).Conditions);
    }
}
