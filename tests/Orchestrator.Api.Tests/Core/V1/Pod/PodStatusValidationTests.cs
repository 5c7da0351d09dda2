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

    [Theory]
    [InlineData("""{"podIP":"10.0.0.1"}""", "10.0.0.1", "10.0.0.1")]
    [InlineData("""{"podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}]}""", "10.0.0.1", "10.0.0.1,fd00::1")]
    [InlineData("""{"podIP":"10.0.0.2","podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}]}""", "10.0.0.2", "10.0.0.2")]
    public void Status_PodIP_IsTheFirstOfAll(string status, string first, string all)
    {
        var reported = Samples.Read<Pod>($$"""{"status":{{status}}}""").Status;
        var stored = (Pod)Samples.Kind("pods").PrepareForStatusUpdate(Old with { Status = reported }, Old);
        Assert.Equal((first, all), (stored.Status.PodIP, string.Join(',', stored.Status.PodIPs.Select(ip => ip.IP))));
    }

    [Fact]
    public void Status_Claims_AreThoseOfTheSpec()
    {
        var old = Old with
        {
            Spec = Old.Spec with { ResourceClaims = [new PodResourceClaim { Name = "gpu", ResourceClaimName = "g" }] },
        };
        var statuses = new[]
        {
            new PodResourceClaimStatus { Name = "gpu", ResourceClaimName = "web-gpu" },
            new PodResourceClaimStatus { Name = "gpu", ResourceClaimName = "A" },
            new PodResourceClaimStatus { Name = "tpu" },
        };
        var errors = Samples.StatusErrors(
            old with { Status = old.Status with { ResourceClaimStatuses = statuses.ToValueList() } }, old);
        Assert.Equal(3, errors.Count);
        Assert.Equal("status.resourceClaimStatuses[1].name: Duplicate value: \"gpu\"", errors[0]);
        Assert.StartsWith("status.resourceClaimStatuses[1].name: Invalid value: \"A\": a lowercase RFC 1123 subdomain", errors[1]);
        Assert.Equal(
            "status.resourceClaimStatuses[2].name: Invalid value: \"tpu\": must match the name of an entry in `spec.resourceClaims`",
            errors[2]);
    }

    private static ContainerState Ended => new() { Terminated = new ContainerStateTerminated { ExitCode = 1 } };

    private static ContainerState Running => new() { Running = new ContainerStateRunning() };

    private static PodStatus With(ContainerState state) => Old.Status with
    {
        ContainerStatuses = [new ContainerStatus { Name = "app", State = state }],
    };
}
