using Microsoft.Extensions.Logging;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Hosting;

/// <summary>The cluster of an embedding service.</summary>
public sealed class OrchestratorService(OrchestratorOptions options, ILoggerFactory? loggers)
    : EmbeddedService<OrchestratorHost>
{
    /// <summary>The running cluster.</summary>
    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    public OrchestratorHost Cluster => Running;

    /// <summary>After the service has stopped: <see cref="OrchestratorHost.LeftBehind"/>.</summary>
    public IReadOnlyList<string> LeftBehind => Stopped?.LeftBehind ?? [];

    private protected override string What => "the cluster runs";

    private protected override Task<OrchestratorHost> StartHostAsync(CancellationToken cancellation) =>
        OrchestratorHost.StartAsync(options, loggers, cancellation);
}
