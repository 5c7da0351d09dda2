using System.Net;
using System.Net.Sockets;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Endpoints;

namespace Orchestrator.ApiServer.Http;

/// <summary>Where and as whom the server listens.</summary>
public sealed record ApiServerHostOptions(ClusterCertificates Certificates)
{
    /// <summary>Port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 6443);

    /// <summary>Already bound to <see cref="Listen"/>, not listening yet; null: the server binds itself. Closed with
    /// the server.</summary>
    public Socket? Bound { get; init; }

    public ITokenAuthenticator? Tokens { get; init; }

    public HealthChecks Health { get; init; } = new();

    /// <summary>Told of every request that failed by our own fault, with its method and path.</summary>
    public Action<string, Exception> OnFailure { get; init; } = static (_, _) => { };

    /// <summary>How long a stop waits for requests under way.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
