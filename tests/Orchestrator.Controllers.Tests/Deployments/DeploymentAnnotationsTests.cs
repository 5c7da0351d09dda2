using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

public class DeploymentAnnotationsTests
{
    private const string Cause = "kubernetes.io/change-cause";

    [Fact]
    public void CurrentSet_TakesTheDeploymentsAnnotationsButNotItsOwnOnes()
    {
        var deployment = Workloads.Deployment("d", 1);
        deployment = deployment with
        {
            Metadata = deployment.Metadata with
            {
                Annotations = ValueMap.Of(
                    (Cause, "new image"), ("kubectl.kubernetes.io/last-applied-configuration", "{}"),
                    (DeploymentAnnotations.Revision, "7")),
            },
        };
        var set = DeploymentAnnotations.Current(Workloads.Set("s", 1), deployment, 3);

        Assert.Equal(
            ValueMap.Of((Cause, "new image"), (DeploymentAnnotations.Revision, "3")), set.Metadata.Annotations);
    }

    [Fact]
    public void RolledBackTo_RemembersWhatItWas()
    {
        var deployment = Workloads.Deployment("d", 1);
        var set = DeploymentAnnotations.Current(Workloads.Set("s", 1), deployment, 1);
        set = DeploymentAnnotations.Current(set, deployment, 3);
        Assert.Equal("1", set.Metadata.Annotations[DeploymentAnnotations.RevisionHistory]);

        set = DeploymentAnnotations.Current(set, deployment, 12);
        Assert.Equal("1,3", set.Metadata.Annotations[DeploymentAnnotations.RevisionHistory]);
        Assert.Equal(12, DeploymentAnnotations.RevisionOf(set));
        // By number, not by text; and never down.
        Assert.Same(set, DeploymentAnnotations.Current(set, deployment, 9));
    }

    [Fact]
    public void LongHistory_LosesItsOldest()
    {
        var deployment = Workloads.Deployment("d", 1);
        var set = Workloads.Set("s", 1);
        for (var revision = 1000; revision < 2000; revision++)
            set = DeploymentAnnotations.Current(set, deployment, revision);

        var history = set.Metadata.Annotations[DeploymentAnnotations.RevisionHistory]!;
        Assert.InRange(history.Length, 1990, 2000);
        Assert.EndsWith(",1998", history);
    }
}
