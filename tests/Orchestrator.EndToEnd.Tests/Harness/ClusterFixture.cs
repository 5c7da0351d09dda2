namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One cluster with one process node, shared by tests; each works in a namespace of its own.</summary>
/// <remarks>Whatever they did, no component may have failed by its own fault.</remarks>
public sealed class ClusterFixture : IAsyncLifetime
{
    private OrchestratorProcess? _cluster;

    public OrchestratorProcess Cluster => _cluster ?? throw new InvalidOperationException("not started");

    public Kubectl Kubectl => new(Cluster.Kubeconfig);

    public async Task InitializeAsync() => _cluster = await OrchestratorProcess.StartAsync();

    public async Task DisposeAsync()
    {
        if (_cluster is null)
            return;
        await _cluster.DisposeAsync();
        _cluster.AssertNothingFailed();
    }
}
