using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.Tests.Pods;

public class PodConditionsTests
{
    private static readonly DateTimeOffset Then = DateTimeOffset.UnixEpoch;

    private static readonly PodStatus Status = new()
    {
        Conditions = [new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = Then }],
    };

    [Fact]
    public void StatusChanges_MovesTheTransitionTime()
    {
        var next = PodConditions.With(Status, new PodCondition { Type = "Ready", Status = "False" }, Then.AddHours(1));

        Assert.Equal(Then.AddHours(1), Assert.Single(next.Conditions).LastTransitionTime!.Value.Moment);
    }

    [Fact]
    public void OnlyTheReasonChanges_KeepsTheTransitionTime()
    {
        var next = PodConditions.With(
            Status, new PodCondition { Type = "Ready", Status = "True", Reason = "r" }, Then.AddHours(1));

        Assert.Equal(Then, Assert.Single(next.Conditions).LastTransitionTime!.Value.Moment);
    }

    [Fact]
    public void NothingChanges_IsTheSameStatus() => Assert.Same(
        Status, PodConditions.With(Status, new PodCondition { Type = "Ready", Status = "True" }, Then.AddHours(1)));
}
