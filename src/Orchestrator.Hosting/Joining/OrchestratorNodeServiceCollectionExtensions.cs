using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Hosting.Joining;

/// <summary>Embeds nodes of a cluster elsewhere in another .NET service.</summary>
public static class OrchestratorNodeServiceCollectionExtensions
{
    /// <summary>Runs nodes as long as the service runs.</summary>
    /// <remarks><code>builder.Services.AddOrchestratorNode(new() { DataDirectory = "node", Server = …, Token = …
    /// });</code></remarks>
    public static IServiceCollection AddOrchestratorNode(this IServiceCollection services, NodeJoinOptions options) =>
        services.AddEmbedded(
            provider => new OrchestratorNodeService(options, provider.GetService<ILoggerFactory>()));
}
