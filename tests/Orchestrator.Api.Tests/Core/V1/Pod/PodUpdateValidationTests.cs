using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class PodUpdateValidationTests
{
    private static readonly Pod Old = Stored();

    [Fact]
    public void Update_Image_IsAllowed() => Assert.Empty(Errors(WithContainer(c => c with { Image = "app:2" })));

    [Fact]
    public void Update_AddedToleration_IsAllowed() => Assert.Empty(Errors(WithSpec(
        s => s with { Tolerations = s.Tolerations.Add(new Toleration { Key = "b", Operator = "Exists" }) })));

    [Fact]
    public void Update_LabelsAndAnnotations_AreAllowed() => Assert.Empty(Errors(Old with
    {
        Metadata = Old.Metadata with { Labels = ValueMap.Of(("a", "b")), Annotations = ValueMap.Of(("a", "b")) },
    }));

    [Fact]
    public void Update_OtherField_IsForbiddenAndNamed()
    {
        var error = Assert.Single(Errors(WithSpec(s => s with { NodeName = "node-2" })));
        Assert.StartsWith(
            "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
            + "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n",
            error);
        Assert.EndsWith("  spec.nodeName: \"node-1\" -> \"node-2\"", error);
    }

    [Fact]
    public void Update_ContainerAdded_IsForbidden() => Assert.Equal(
        ["spec.containers: Forbidden: pod updates may not add or remove containers"],
        Errors(WithSpec(s => s with { Containers = s.Containers.Add(new Container { Name = "b", Image = "b" }) })));

    [Fact]
    public void Update_TolerationRemoved_IsForbidden() => Assert.Equal(
        ["spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"],
        Errors(WithSpec(s => s with { Tolerations = [] })));

    [Fact]
    public void Update_DeadlineRaised_IsRefused() => Assert.Equal(
        ["spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value"],
        Errors(WithSpec(s => s with { ActiveDeadlineSeconds = 20 })));

    [Fact]
    public void Update_DeadlineRemoved_IsRefused() => Assert.Equal(
        ["spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value"],
        Errors(WithSpec(s => s with { ActiveDeadlineSeconds = null })));

    [Fact]
    public void Update_GateAdded_IsForbidden() => Assert.Equal(
        ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/g'"],
        Errors(WithSpec(s => s with { SchedulingGates = [new PodSchedulingGate { Name = "example.com/g" }] })));

    [Fact]
    public void Update_Gated_NodeSelectorMayGrow()
    {
        var gated = Old with
        {
            Spec = Old.Spec with
            {
                NodeName = null,
                SchedulingGates = [new PodSchedulingGate { Name = "example.com/g" }],
                NodeSelector = ValueMap.Of(("a", "1")),
            },
        };
        var grown = gated with { Spec = gated.Spec with { NodeSelector = ValueMap.Of(("a", "1"), ("b", "2")) } };
        Assert.Empty(Samples.UpdateErrors(grown, gated));
        var changed = gated with { Spec = gated.Spec with { NodeSelector = ValueMap.Of(("a", "2")) } };
        Assert.Equal(
            ["spec.nodeSelector: Invalid value: {\"a\":\"2\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)"],
            Samples.UpdateErrors(changed, gated));
    }

    [Fact]
    public void Update_MirrorAnnotationAdded_IsForbidden() => Assert.Equal(
        ["metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation"],
        Errors(Old with
        {
            Metadata = Old.Metadata with { Annotations = ValueMap.Of(("kubernetes.io/config.mirror", "x")) },
        }));

    [Fact]
    public void Update_Status_IsIgnored()
    {
        var kind = Samples.Kind("pods");
        var updated = (Pod)kind.PrepareForUpdate(Old with { Status = new PodStatus { Phase = "Running" } }, Old);
        Assert.Equal("Pending", updated.Status.Phase);
    }

    private static List<string> Errors(Pod pod) => Samples.UpdateErrors(pod, Old);

    private static Pod WithSpec(Func<PodSpec, PodSpec> change) => Old with { Spec = change(Old.Spec) };

    private static Pod WithContainer(Func<Container, Container> change) =>
        WithSpec(spec => spec with { Containers = [change(spec.Containers[0])] });

    private static Pod Stored()
    {
        var pod = Samples.Created(Samples.Read<Pod>(Samples.Pod));
        return pod with
        {
            Metadata = pod.Metadata with { Uid = "u", ResourceVersion = "1" },
            Spec = pod.Spec with
            {
                NodeName = "node-1",
                ActiveDeadlineSeconds = 10,
                Tolerations = [new Toleration { Key = "a", Operator = "Exists" }],
            },
        };
    }
}
