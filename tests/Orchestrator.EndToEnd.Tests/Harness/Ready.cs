namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Waits for what a young cluster still has to do.</summary>
public static class Ready
{
    /// <summary>Pods are admitted once their namespace has its service account.</summary>
    public static Task DefaultServiceAccountAsync(ApiHttp api) => Eventually.Async(async () =>
        Assert.Equal(200, (await api.GetAsync("/api/v1/namespaces/default/serviceaccounts/default")).Code));
}
