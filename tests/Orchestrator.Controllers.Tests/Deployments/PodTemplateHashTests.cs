using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

public class PodTemplateHashTests
{
    [Fact]
    public void Template_HasTheHashItAlwaysHad()
    {
        // Names of ReplicaSets in data files are made of it: a change would roll every Deployment.
        Assert.Equal("64b7775884", PodTemplateHash.Of(Workloads.Template(), null));
        Assert.Matches("^[bcdf4-9]{1,10}$", PodTemplateHash.Of(Workloads.Template("v2"), null));
    }

    [Fact]
    public void OtherTemplateOrCollision_OtherHash()
    {
        string[] hashes =
        [
            PodTemplateHash.Of(Workloads.Template(), null),
            PodTemplateHash.Of(Workloads.Template("v2"), null),
            PodTemplateHash.Of(Workloads.Template(), 0),
            PodTemplateHash.Of(Workloads.Template(), 1),
            PodTemplateHash.Of(Workloads.Template(), 256),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void HashLabelItself_DoesNotCount()
    {
        var template = Workloads.Template();
        var labels = template.ObjectMeta.Labels.With(PodTemplateHash.Label, "abc");
        var labeled = template with { ObjectMeta = template.ObjectMeta with { Labels = labels } };

        Assert.True(PodTemplateHash.AreEqual(template, labeled));
        Assert.Equal(PodTemplateHash.Of(template, null), PodTemplateHash.Of(labeled, null));
        Assert.False(PodTemplateHash.AreEqual(template, Workloads.Template("v2")));
    }
}
