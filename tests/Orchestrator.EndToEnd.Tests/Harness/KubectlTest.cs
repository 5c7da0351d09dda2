namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Base of tests that drive one shared cluster, each in a namespace of its own.</summary>
[Collection(SharedCluster.Name)]
public abstract class KubectlTest(ClusterFixture fixture) : IAsyncLifetime
{
    private static int _namespaces;

    protected string Namespace { get; } = $"t{Interlocked.Increment(ref _namespaces)}";

    protected ClusterFixture Fixture { get; } = fixture;

    public async Task InitializeAsync()
    {
        if (Harness.Kubectl.Installed is not null)
            await Fixture.Kubectl.Async("create", "namespace", Namespace);
    }

    public async Task DisposeAsync()
    {
        if (Harness.Kubectl.Installed is not null)
            await Fixture.Kubectl.Async("delete", "namespace", Namespace, "--wait=false");
    }

    /// <summary>Runs kubectl in the test's namespace.</summary>
    protected Task<string> Kubectl(params string[] arguments) =>
        Fixture.Kubectl.Async(["--namespace", Namespace, .. arguments]);

    protected Task<RunResult> TryKubectl(params string[] arguments) =>
        Fixture.Kubectl.TryAsync(null, ["--namespace", Namespace, .. arguments]);

    protected Task<string> Apply(string yaml) =>
        Fixture.Kubectl.WithInputAsync(yaml, "--namespace", Namespace, "apply", "-f", "-");
}

/// <summary>The cluster that kubectl tests share.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "shared cluster";
}
