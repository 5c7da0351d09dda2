namespace Orchestrator.Controllers.Certificates;

/// <summary>Holds the cluster's signing key.</summary>
public interface ICertificateSigner
{
    /// <summary>Issues one certificate.</summary>
    /// <returns>PEM.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The authority cannot issue it, as when it
    /// has expired.</exception>
    ValueTask<string> SignAsync(CertificateOrder order, CancellationToken cancellation);
}
