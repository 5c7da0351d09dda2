using System.Security.Cryptography;
using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Client.Http;

namespace Orchestrator.Hosting.Joining;

/// <summary>One node as the API server knows it: its name, its certificate, and the client that acts as it.</summary>
internal sealed class NodeIdentity(string name, KubeletCertificate certificate, NodeJoinOptions options) : IDisposable
{
    private HttpApiClient? _api;

    public string Name => name;

    public KubeletCertificate Certificate => certificate;

    public HttpApiClient Api => _api ?? throw new InvalidOperationException($"node {name} is not connected");

    private string PendingKeyFile => Path.Combine(
        Path.GetDirectoryName(certificate.Path)!, "kubelet-client.key");

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
        var requests = new CertificateRequests(api, TimeProvider.System, entropy, options.Progress);
        using var key = PendingKey.LoadOrCreate(PendingKeyFile);
        try
        {
            var wanted = CertificateRequests.ForKubelet(name, key, options.CertificateLifetime);
            var issued = await requests.GetAsync(wanted, options.CertificateTimeout, cancellation);
            certificate.Replace(issued, key);
        }
        catch (JoinException error) when (error.IsDecided)
        {
            // The next attempt asks with another key, and so under another name.
            File.Delete(PendingKeyFile);
            throw;
        }
        File.Delete(PendingKeyFile);
        _api?.RenewConnections();
    }

    public void Dispose() => _api?.Dispose();
}
