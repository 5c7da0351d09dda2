using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Node.Http;

/// <summary>Where and as whom the kubelet's port answers, and to whom.</summary>
/// <param name="Authority">The cluster's: clients must show a certificate it signed.</param>
/// <param name="CertificateOf">The serving certificate of a node, by its name, which the API server sends as the TLS
/// server name; asked at every handshake, so that a renewed one is taken up. Null refuses the handshake.</param>
public sealed record KubeletServerOptions(
    X509Certificate2 Authority, Func<string?, X509Certificate2?> CertificateOf)
{
    /// <summary>Port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
