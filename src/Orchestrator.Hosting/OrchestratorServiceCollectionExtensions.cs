using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Hosting;

/// <summary>Embeds a cluster in another .NET service.</summary>
public static class OrchestratorServiceCollectionExtensions
{
    /// <summary>Runs a cluster as long as the service runs. Resolve <see cref="OrchestratorService"/> for its address,
    /// and <see cref="Client.IApiClient"/> for its API as the administrator.</summary>
    /// <remarks><code>builder.Services.AddOrchestrator(options => options.DataDirectory = "data");</code></remarks>
    public static IServiceCollection AddOrchestrator(
        this IServiceCollection services, Action<OrchestratorOptions>? configure = null) =>
        services.AddEmbedded(
            provider =>
            {
                var options = new OrchestratorOptions();
                configure?.Invoke(options);
                return new OrchestratorService(options, provider.GetService<ILoggerFactory>());
            },
            service => service.Cluster.Api);
}
