using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Embedding;

/// <summary>What all embedding has in common: one service that runs with the host, found under its own type.</summary>
internal static class EmbeddedServices
{
    /// <summary>Runs the service with the one that embeds it, to be resolved under its own type.</summary>
    /// <param name="services">Of the embedding service.</param>
    /// <param name="make">Makes it, once.</param>
    /// <param name="api">What is injected as <see cref="IApiClient"/>, unless one is registered already; null:
    /// nothing.</param>
    public static IServiceCollection AddEmbedded<TService>(
        this IServiceCollection services, Func<IServiceProvider, TService> make, Func<TService, IApiClient>? api = null)
        where TService : class, IHostedService
    {
        services.AddSingleton(make);
        if (api is not null)
        {
            services.TryAddSingleton<IApiClient>(
                provider => new EmbeddedApiClient(() => api(provider.GetRequiredService<TService>())));
        }
        return services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
