using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Client;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Akka.Hosting;

/// <summary>Embeds a member of an Akka cluster in another .NET service.</summary>
public static class OrchestratorMemberServiceCollectionExtensions
{
    /// <summary>Runs a member as long as the service runs. Resolve <see cref="OrchestratorMemberService"/> for its
    /// address and the other members, and, of a control plane, <see cref="IApiClient"/> for its API as the
    /// administrator.</summary>
    /// <remarks>
    /// <code>
    /// builder.Services.AddOrchestratorMember(new()
    /// {
    ///     Configuration = AkkaConfiguration.Load("control-plane.conf"),
    ///     DataDirectory = "data",
    ///     Journal = "postgres://orchestrator@10.0.0.9:5432/orchestrator",
    /// });
    /// </code>
    /// A member that the others have given up ends the service: only a new one can come back, and whoever started this
    /// process starts it again.
    /// </remarks>
    public static IServiceCollection AddOrchestratorMember(this IServiceCollection services, AkkaHostOptions options) =>
        services.AddOrchestratorMember(_ => options);

    /// <inheritdoc cref="AddOrchestratorMember(IServiceCollection, AkkaHostOptions)"/>
    /// <param name="services">Of the embedding service.</param>
    /// <param name="options">Asked for once, when the service starts; what it throws fails the start.</param>
    public static IServiceCollection AddOrchestratorMember(
        this IServiceCollection services, Func<IServiceProvider, AkkaHostOptions> options) =>
        services.AddEmbedded(
            provider => new OrchestratorMemberService(
                () => options(provider), provider.GetService<ILoggerFactory>(),
                provider.GetService<IHostApplicationLifetime>()),
            service => service.Api);
}
