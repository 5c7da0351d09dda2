using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Tests.Writing;

public class DeletionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Pod Bound(string? phase = null, long? pending = null, params string[] finalizers)
    {
        var pod = Objects.Pod("p", node: "n");
        return pod with
        {
            Metadata = pod.Metadata with
            {
                Generation = 1,
                Finalizers = finalizers.ToValueList(),
                DeletionTimestamp = pending is { } seconds ? Now.AddSeconds(seconds) : null,
                DeletionGracePeriodSeconds = pending,
            },
            Spec = pod.Spec with { TerminationGracePeriodSeconds = 30 },
            Status = pod.Status with { Phase = phase },
        };
    }

    public static TheoryData<string, Pod, long?, string, long?> Pods => new()
    {
        { "running", Bound("Running"), null, nameof(DeletionStep.Update), 30 },
        { "running, asked for 5 s", Bound("Running"), 5, nameof(DeletionStep.Update), 5 },
        { "running, asked for none", Bound("Running"), 0, nameof(DeletionStep.Remove), 0 },
        { "running, negative", Bound("Running"), -1, nameof(DeletionStep.Update), 1 },
        { "finished", Bound("Succeeded"), null, nameof(DeletionStep.Remove), 0 },
        { "failed, asked for 5 s", Bound("Failed"), 5, nameof(DeletionStep.Remove), 0 },
        { "pending deletion", Bound("Running", 30), null, nameof(DeletionStep.Nothing), 30 },
        { "pending deletion, longer", Bound("Running", 30), 60, nameof(DeletionStep.Nothing), 30 },
        { "pending deletion, shorter", Bound("Running", 30), 10, nameof(DeletionStep.Update), 10 },
        { "pending deletion, ended by its node", Bound("Running", 30), 0, nameof(DeletionStep.Remove), 0 },
        { "ended by its node, kept by a finalizer", Bound("Running", 30, "a.b/c"), 0, nameof(DeletionStep.Update), 0 },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public void Pod_GoesAsItsGraceSays(string name, Pod pod, long? asked, string step, long? grace)
    {
        Assert.NotEmpty(name);
        var plan = DeletionPlan.For(ApiKinds.Of<Pod>(), pod, new DeleteOptions { GracePeriodSeconds = asked }, Now);

        Assert.Equal(step, plan.Step.ToString());
        Assert.Equal(grace, plan.Value.Metadata.DeletionGracePeriodSeconds);
    }

    [Fact]
    public void ShorterGrace_MovesTheDeadline()
    {
        var plan = DeletionPlan.For(
            ApiKinds.Of<Pod>(), Bound("Running", 30), new DeleteOptions { GracePeriodSeconds = 10 }, Now.AddSeconds(3));
        Assert.Equal(Now.AddSeconds(10), plan.Value.Metadata.DeletionTimestamp!.Value.Moment);
    }

    public static TheoryData<string, string[], DeleteOptions, string, string[]> Propagations => new()
    {
        { "nothing said", [], new DeleteOptions(), nameof(DeletionStep.Remove), [] },
        { "background drops orphan", ["orphan"], new DeleteOptions { PropagationPolicy = "Background" }, nameof(DeletionStep.Remove), [] },
        { "nothing said keeps orphan", ["orphan"], new DeleteOptions(), nameof(DeletionStep.Update), ["orphan"] },
        { "foreground", [], new DeleteOptions { PropagationPolicy = "Foreground" }, nameof(DeletionStep.Update), ["foregroundDeletion"] },
        { "foreground replaces orphan", ["orphan"], new DeleteOptions { PropagationPolicy = "Foreground" }, nameof(DeletionStep.Update), ["foregroundDeletion"] },
        { "legacy orphan", [], new DeleteOptions { OrphanDependents = true }, nameof(DeletionStep.Update), ["orphan"] },
        { "other finalizers stay", ["x.y/z"], new DeleteOptions { PropagationPolicy = "Background" }, nameof(DeletionStep.Update), ["x.y/z"] },
    };

    [Theory]
    [MemberData(nameof(Propagations))]
    public void Finalizers_FollowThePolicy(
        string name, string[] had, DeleteOptions options, string step, string[] has)
    {
        Assert.NotEmpty(name);
        var value = Objects.ConfigMap("a");
        KubeObject current = value with { Metadata = value.Metadata with { Finalizers = had.ToValueList() } };

        var plan = DeletionPlan.For(ApiKinds.Of<ConfigMap>(), current, options, Now);

        Assert.Equal(step, plan.Step.ToString());
        Assert.Equal(has, plan.Value.Metadata.Finalizers);
    }
}
