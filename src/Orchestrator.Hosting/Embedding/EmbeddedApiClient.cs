using Orchestrator.Client;

namespace Orchestrator.Hosting.Embedding;

/// <summary>The API of what is embedded, for parts that are made before it has started: asked for with each
/// call.</summary>
/// <param name="api">Throws <see cref="InvalidOperationException"/> while there is none.</param>
internal sealed class EmbeddedApiClient(Func<IApiClient> api) : ForwardingApiClient
{
    protected override IApiClient Target => api();

    public override IApiClient WithLeader(LeaderToken leader) =>
        new EmbeddedApiClient(() => api().WithLeader(leader));
}
