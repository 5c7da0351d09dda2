using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Hosting.Joining;

/// <summary>Embeds nodes of a cluster elsewhere in another .NET service.</summary>
public static class OrchestratorNodeServiceCollectionExtensions
{
    /// <summary>Runs nodes as long as the service runs.</summary>
    /// <remarks><code>builder.Services.AddOrchestratorNode(new() { DataDirectory = "node", Server = …, Token = …
    /// });</code></remarks>
    public static IServiceCollection AddOrchestratorNode(this IServiceCollection services, NodeJoinOptions options)
    {
        services.AddSingleton(provider =>
            new OrchestratorNodeService(options, provider.GetService<ILoggerFactory>()));
        return services.AddHostedService(provider => provider.GetRequiredService<OrchestratorNodeService>());
    }
}

/// <summary>The nodes of an embedding service.</summary>
public sealed class OrchestratorNodeService(NodeJoinOptions options, ILoggerFactory? loggers) : IHostedService
{
    private OrchestratorNodeHost? _host;

    /// <summary>The running nodes.</summary>
    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    public OrchestratorNodeHost Nodes =>
        _host ?? throw new InvalidOperationException("the nodes run while the service does: it has not started, or has stopped");

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _host = await OrchestratorNodeHost.StartAsync(options, loggers, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }
}
