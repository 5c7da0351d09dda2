using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class AuthTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task WhoAmI_NamesTheUserAndItsGroups()
    {
        var text = await Kubectl("auth", "whoami");
        Assert.Contains("kubernetes-admin", text);
        Assert.Contains("[system:masters system:authenticated]", text);
    }

    [KubectlFact]
    public async Task CanI_AnswersForObjectsPathsAndAll()
    {
        Assert.Equal("yes\n", await Kubectl("auth", "can-i", "delete", "deployments.apps"));
        Assert.Equal("yes\n", await Kubectl("auth", "can-i", "get", "/metrics"));
        Assert.Contains("*.*", await Kubectl("auth", "can-i", "--list"));
    }
}
