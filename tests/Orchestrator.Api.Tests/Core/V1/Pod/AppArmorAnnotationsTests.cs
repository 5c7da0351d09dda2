using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class AppArmorAnnotationsTests
{
    private const string Key = "container.apparmor.security.beta.kubernetes.io/app";

    [Theory]
    [InlineData("unconfined", "Unconfined", null)]
    [InlineData("runtime/default", "RuntimeDefault", null)]
    [InlineData("localhost/mine", "Localhost", "mine")]
    public void Create_AnnotationOnly_BecomesAField(string annotation, string type, string? profile)
    {
        var created = Samples.Created(With(annotation, null, null));
        var field = created.Spec.Containers[0].SecurityContext?.AppArmorProfile;
        Assert.Equal(new AppArmorProfile { Type = type, LocalhostProfile = profile }, field);
        Assert.Empty(Samples.Errors(With(annotation, null, null)));
    }

    [Fact]
    public void Create_AnnotationNoFieldCanHold_StaysAlone()
    {
        var created = Samples.Created(With("localhost/ padded", null, null));
        Assert.Null(created.Spec.Containers[0].SecurityContext);
    }

    [Fact]
    public void Create_FieldOnly_BecomesAnAnnotation()
    {
        var own = new AppArmorProfile { Type = "Localhost", LocalhostProfile = "mine" };
        Assert.Equal("localhost/mine", Samples.Created(With(null, own, null)).Metadata.Annotations[Key]);
    }

    [Fact]
    public void Create_FieldOfThePod_BecomesEachContainersAnnotation()
    {
        var created = Samples.Created(With(null, null, new AppArmorProfile { Type = "Unconfined" }));
        Assert.Equal("unconfined", created.Metadata.Annotations[Key]);
        Assert.Null(created.Spec.Containers[0].SecurityContext);
    }

    [Fact]
    public void Create_AnnotationSaysWhatThePodDoes_AddsNothing()
    {
        var created = Samples.Created(With("unconfined", null, new AppArmorProfile { Type = "Unconfined" }));
        Assert.Null(created.Spec.Containers[0].SecurityContext);
    }

    [Fact]
    public void Create_WindowsPod_IsLeftAlone()
    {
        var pod = With("unconfined", null, null);
        pod = pod with { Spec = pod.Spec with { OS = new PodOS { Name = "windows" } } };
        Assert.Null(Samples.Created(pod).Spec.Containers[0].SecurityContext);
    }

    [Fact]
    public void Update_Annotation_StaysAsItIs()
    {
        var old = Samples.Created(With("unconfined", null, null));
        Assert.Equal(
            [$"metadata.annotations[{Key}]: Forbidden: may not remove or update AppArmor annotations"],
            Samples.UpdateErrors(old with { Metadata = old.Metadata with { Annotations = [] } }, old));
        var none = Samples.Created(Samples.Read<Pod>(Samples.Pod));
        var added = none with { Metadata = none.Metadata with { Annotations = ValueMap.Of((Key, "unconfined")) } };
        Assert.Equal(
            [$"metadata.annotations[{Key}]: Forbidden: may not add AppArmor annotations"],
            Samples.UpdateErrors(added, none));
    }

    private static Pod With(string? annotation, AppArmorProfile? own, AppArmorProfile? ofPod)
    {
        var pod = Samples.Read<Pod>(Samples.Pod);
        var container = pod.Spec.Containers[0];
        if (own is not null)
            container = container with { SecurityContext = new SecurityContext { AppArmorProfile = own } };
        return pod with
        {
            Metadata = annotation is null
                ? pod.Metadata
                : pod.Metadata with { Annotations = ValueMap.Of((Key, annotation)) },
            Spec = pod.Spec with
            {
                Containers = [container],
                SecurityContext = ofPod is null ? null : new PodSecurityContext { AppArmorProfile = ofPod },
            },
        };
    }
}
