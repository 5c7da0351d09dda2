using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Hosting;

/// <summary>Embeds a cluster in another .NET service.</summary>
public static class OrchestratorServiceCollectionExtensions
{
    /// <summary>Runs a cluster as long as the service runs. Resolve <see cref="OrchestratorService"/> for its address and its API.</summary>
    /// <remarks><code>builder.Services.AddOrchestrator(options => options.DataDirectory = "data");</code></remarks>
    public static IServiceCollection AddOrchestrator(
        this IServiceCollection services, Action<OrchestratorOptions>? configure = null)
    {
        services.AddSingleton(provider =>
        {
            var options = new OrchestratorOptions();
            configure?.Invoke(options);
            return new OrchestratorService(options, provider.GetService<ILoggerFactory>());
        });
        return services.AddHostedService(provider => provider.GetRequiredService<OrchestratorService>());
    }
}

/// <summary>The cluster of an embedding service.</summary>
public sealed class OrchestratorService(OrchestratorOptions options, ILoggerFactory? loggers) : IHostedService
{
    private OrchestratorHost? _host;

    /// <summary>The running cluster.</summary>
    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    public OrchestratorHost Cluster =>
        _host ?? throw new InvalidOperationException("the cluster runs while the service does: it has not started, or has stopped");

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _host = await OrchestratorHost.StartAsync(options, loggers, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }
}
