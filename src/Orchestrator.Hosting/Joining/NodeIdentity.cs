using System.Net;
using System.Security.Cryptography;
using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.Hosting.Joining;

/// <summary>One node as the API server knows it: its name, its certificate, and the client that acts as it.</summary>
internal sealed class NodeIdentity(
    string name, KubeletCertificate certificate, KubeletCertificate serving, NodeJoinOptions options) : IDisposable
{
    private HttpApiClient? _api;

    public string Name => name;

    /// <summary>By which the API server knows the node.</summary>
    public KubeletCertificate Certificate => certificate;

    /// <summary>What the node shows at its kubelet's port.</summary>
    public KubeletCertificate Serving => serving;

    public HttpApiClient Api => _api ?? throw new InvalidOperationException($"node {name} is not connected");

    /// <param name="servers">Shared by the nodes of the process.</param>
    public void Connect(HttpApiClientOptions servers) => _api = new(servers with
    {
        ClientCertificate = () => certificate.Current,
    });

    /// <summary>Asks for a certificate for a new key and takes it up.</summary>
    /// <param name="api">The node's own client, or one with a bootstrap token.</param>
    /// <exception cref="JoinException">None was issued.</exception>
    public async Task RenewAsync(IApiClient api, Entropy entropy, CancellationToken cancellation)
    {
        await TakeAsync(
            certificate, api, entropy, key => CertificateRequests.ForKubelet(name, key, options.CertificateLifetime),
            cancellation);
        _api?.RenewConnections();
    }

    /// <summary>Asks for a certificate to serve the kubelet's port with, and takes it up.</summary>
    /// <param name="address">The Node's InternalIP; the Node must stand in the cluster with it, or nobody
    /// approves.</param>
    /// <exception cref="JoinException">None was issued.</exception>
    public Task RenewServingAsync(IPAddress address, Entropy entropy, CancellationToken cancellation) =>
        TakeAsync(
            serving, Api, entropy,
            key => CertificateRequests.ForServing(name, key, address, options.CertificateLifetime), cancellation);

    private async Task TakeAsync(
        KubeletCertificate kept, IApiClient api, Entropy entropy, Func<ECDsa, WantedCertificate> want,
        CancellationToken cancellation)
    {
        var requests = new CertificateRequests(api, TimeProvider.System, entropy, options.Progress);
        var pending = kept.Path.Replace("-current.pem", ".key", StringComparison.Ordinal);
        using var key = PendingKey.LoadOrCreate(pending);
        try
        {
            var issued = await requests.GetAsync(want(key), options.CertificateTimeout, cancellation);
            kept.Replace(issued, key, TimeProvider.System.GetUtcNow());
        }
        catch (JoinException error) when (error.IsDecided)
        {
            // The next attempt asks with another key, and so under another name.
            File.Delete(pending);
            throw;
        }
        File.Delete(pending);
    }

    public void Dispose() => _api?.Dispose();
}
