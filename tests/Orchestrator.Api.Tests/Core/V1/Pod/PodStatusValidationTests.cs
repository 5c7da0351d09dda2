using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class PodStatusValidationTests
{
    private static readonly Pod Old = Samples.Created(Samples.Read<Pod>(Samples.Pod));

    [Fact]
    public void Status_Reported_IsTakenAndSpecKept()
    {
        var kind = Samples.Kind("pods");
        var reported = Old with
        {
            Spec = PodSpec.Empty,
            Status = new PodStatus { Phase = "Running", PodIP = "10.0.0.1", PodIPs = [new PodIP { IP = "10.0.0.1" }] },
        };
        var stored = (Pod)kind.PrepareForStatusUpdate(reported, Old);
        Assert.Equal(Old.Spec, stored.Spec);
        Assert.Equal("Running", stored.Status.Phase);
        Assert.Equal("BestEffort", stored.Status.QOSClass);
        Assert.Empty(Samples.StatusErrors(reported, Old));
    }

    [Fact]
    public void Status_OwnerReferences_StayAsTheyAre()
    {
        var owner = new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = "n", Uid = "u" };
        var stored = Samples.Kind("pods").PrepareForStatusUpdate(
            Old with { Metadata = Old.Metadata with { OwnerReferences = [owner] } }, Old);
        Assert.Empty(stored.Metadata.OwnerReferences);
    }

    [Fact]
    public void Status_ContainerThatEndedForGood_DoesNotComeBack()
    {
        var old = Old with { Spec = Old.Spec with { RestartPolicy = "Never" }, Status = With(Ended) };
        Assert.Equal(
            ["status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"],
            Samples.StatusErrors(old with { Status = With(Running) }, old));
    }

    [Fact]
    public void Status_ContainerThatRestarts_MayRunAgain()
    {
        var old = Old with { Status = With(Ended) };
        Assert.Empty(Samples.StatusErrors(old with { Status = With(Running) }, old));
    }

    [Fact]
    public void Status_QosClass_DoesNotChange() => Assert.Equal(
        ["status.qosClass: Invalid value: \"Guaranteed\": field is immutable"],
        Samples.StatusErrors(Old with { Status = Old.Status with { QOSClass = "Guaranteed" } }, Old));

    [Fact]
    public void Status_Addresses_AreOnePerFamily() => Assert.Equal(
        ["status.podIPs: Invalid value: [\"10.0.0.1\",\"10.0.0.2\"]: may specify no more than one IP for each IP family"],
        Samples.StatusErrors(
            Old with
            {
                Status = Old.Status with { PodIPs = [new PodIP { IP = "10.0.0.1" }, new PodIP { IP = "10.0.0.2" }] },
            },
            Old));

    private static ContainerState Ended => new() { Terminated = new ContainerStateTerminated { ExitCode = 1 } };

    private static ContainerState Running => new() { Running = new ContainerStateRunning() };

    private static PodStatus With(ContainerState state) => Old.Status with
    {
        ContainerStatuses = [new ContainerStatus { Name = "app", State = state }],
    };
}
