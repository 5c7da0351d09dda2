using Microsoft.Extensions.Logging;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Hosting.Joining;

/// <summary>The nodes of an embedding service.</summary>
public sealed class OrchestratorNodeService(NodeJoinOptions options, ILoggerFactory? loggers)
    : EmbeddedService<OrchestratorNodeHost>
{
    /// <summary>The running nodes.</summary>
    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    public OrchestratorNodeHost Nodes => Running;

    /// <summary>After the service has stopped: <see cref="OrchestratorNodeHost.LeftBehind"/>.</summary>
    public IReadOnlyList<string> LeftBehind => Stopped?.LeftBehind ?? [];

    private protected override string What => "the nodes run";

    private protected override Task<OrchestratorNodeHost> StartHostAsync(CancellationToken cancellation) =>
        OrchestratorNodeHost.StartAsync(options, loggers, cancellation);
}
