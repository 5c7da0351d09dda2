using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Core.V1;

public class GatedFieldsTests
{
    public static TheoryData<string, string, string> Specs => new()
    {
        { "resources of the Pod", ""","resources":{"limits":{"cpu":"1"}}""", "" },
        { "host users", ""","hostUsers":false""", "" },
        { "resource claims", ""","resourceClaims":[{"name":"gpu","resourceClaimName":"g"}]""", "" },
        { "groups policy", ""","securityContext":{"supplementalGroupsPolicy":"Strict","fsGroup":1}""", ""","securityContext":{"fsGroup":1}""" },
        { "SELinux change policy", ""","securityContext":{"seLinuxChangePolicy":"Recursive"}""", ""","securityContext":{}""" },
        { "image volume", ""","volumes":[{"name":"a","image":{"reference":"x"}},{"name":"b","emptyDir":{}}]""", ""","volumes":[{"name":"b","emptyDir":{}}]""" },
        { "trust bundle", ""","volumes":[{"name":"a","projected":{"sources":[{"clusterTrustBundle":{"name":"x","path":"p"}}]}}]""", ""","volumes":[{"name":"a","projected":{"sources":[{}]}}]""" },
    };

    public static TheoryData<string, string, string> Containers => new()
    {
        { "resize policy", ""","resizePolicy":[{"resourceName":"cpu","restartPolicy":"NotRequired"}]""", "" },
        { "claims", ""","resources":{"limits":{"cpu":"1"},"claims":[{"name":"gpu"}]}""", ""","resources":{"limits":{"cpu":"1"}}""" },
        { "proc mount", ""","securityContext":{"procMount":"Unmasked"}""", ""","securityContext":{"procMount":"Default"}""" },
        { "proc mount as it is", ""","securityContext":{"procMount":"Default"}""", ""","securityContext":{"procMount":"Default"}""" },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void Drop_FieldBehindAGate_IsForgotten(string name, string given, string kept)
    {
        Assert.Equal((name, Text(Spec("", kept))), (name, Text(GatedFields.Drop(Spec("", given), null))));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Drop_FieldOfAContainerBehindAGate_IsForgotten(string name, string given, string kept)
    {
        Assert.Equal((name, Text(Spec(kept, ""))), (name, Text(GatedFields.Drop(Spec(given, ""), null))));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Drop_FieldTheStoredObjectHas_IsKept(string name, string given, string kept)
    {
        Assert.NotEqual(given, kept);
        var spec = Spec("", given);
        Assert.Equal((name, Text(spec)), (name, Text(GatedFields.Drop(spec, spec))));
    }

    [Fact]
    public void Drop_ImageVolume_TakesItsMountsAlong()
    {
        var spec = Spec(
            ""","volumeMounts":[{"name":"a","mountPath":"/a"},{"name":"b","mountPath":"/b"}]""",
            ""","volumes":[{"name":"a","image":{"reference":"x"}},{"name":"b","emptyDir":{}}]""");
        Assert.Equal("/b", Assert.Single(GatedFields.Drop(spec, null).Containers[0].VolumeMounts).MountPath);
    }

    [Fact]
    public void Drop_NothingBehindAGate_GivesTheSameBack()
    {
        var spec = Spec("", "");
        Assert.Same(spec, GatedFields.Drop(spec, null));
        Assert.Same(PodStatus.Empty, GatedFields.Drop(PodStatus.Empty, spec));
    }

    [Fact]
    public void Drop_Status_ForgetsWhatNoFeatureReports()
    {
        var status = Samples.Read<Pod>("""
            {"status":{"phase":"Running","resize":"Proposed","resourceClaimStatuses":[{"name":"gpu"}],
            "containerStatuses":[{"name":"app","ready":true,"allocatedResources":{"cpu":"1"},"resources":{"limits":{"cpu":"1"}},
            "user":{"linux":{"uid":1,"gid":1}},"allocatedResourcesStatus":[{"name":"example.com/gpu"}]}]}}
            """).Status;
        var kept = Samples.Read<Pod>(
            """{"status":{"phase":"Running","containerStatuses":[{"name":"app","ready":true}]}}""").Status;
        Assert.Equal(kept, GatedFields.Drop(status, Spec("", "")));
    }

    [Fact]
    public void Create_OfPodsAndTemplates_ForgetsThem()
    {
        var pod = Samples.Read<Pod>(Samples.Pod);
        pod = pod with { Spec = pod.Spec with { HostUsers = false, HostPid = true } };
        Assert.Null(Samples.Created(pod).Spec.HostUsers);
        Assert.Empty(Samples.Errors(pod));

        var deployment = Samples.Read<Deployment>(Samples.Deployment);
        var template = deployment.Spec.Template with { Spec = deployment.Spec.Template.Spec with { HostUsers = false } };
        var created = Samples.Created(deployment with { Spec = deployment.Spec with { Template = template } });
        Assert.Null(created.Spec.Template.Spec.HostUsers);
        var updated = (Deployment)Samples.Kind("deployments").PrepareForUpdate(
            created with { Spec = created.Spec with { Template = template } }, created);
        Assert.Null(updated.Spec.Template.Spec.HostUsers);
        var set = Samples.Read<ReplicaSet>(Samples.All["replicasets"]);
        Assert.Null(Samples.Created(set with { Spec = set.Spec with { Template = template } }).Spec.Template.Spec.HostUsers);
    }

    [Fact]
    public void Validate_FieldThatWasKept_IsStillChecked()
    {
        var errors = new FieldErrors();
        var spec = Samples.Created(Samples.Read<Pod>(Samples.Pod)).Spec with
        {
            HostUsers = false,
            HostPid = true,
            Volumes = [new Volume { Name = "a", Image = new ImageVolumeSource { PullPolicy = "Always" } }],
        };
        PodSpecValidation.Validate(spec, true, "web", FieldPath.Of("spec"), errors);
        Assert.Equal(
            [
                "spec.volumes[0].image.reference: Required value",
                "spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false",
            ],
            errors.Found.Select(e => e.ToString()));
    }

    private static PodSpec Spec(string container, string spec) => Samples.Read<Pod>(
        """{"spec":{"containers":[{"name":"app"CONTAINER}]SPEC}}""".Replace("CONTAINER", container).Replace("SPEC", spec)).Spec;

    private static string Text(PodSpec spec) => System.Text.Encoding.UTF8.GetString(JsonCodec.Write(spec));
}
