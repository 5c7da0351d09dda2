namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One cluster with one process node, shared by the tests of a class; each test works in a namespace of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private OrchestratorProcess? _cluster;

    public OrchestratorProcess Cluster => _cluster ?? throw new InvalidOperationException("not started");

    public Kubectl Kubectl => new(Cluster.Kubeconfig);

    public async Task InitializeAsync() => _cluster = await OrchestratorProcess.StartAsync();

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
