using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Load.Http;

/// <summary>Where the server is and who asks.</summary>
/// <param name="Url">Such as <c>https://127.0.0.1:6443</c>, with no slash at its end.</param>
/// <param name="Authority">Who signs the server's certificate; null trusts any.</param>
/// <param name="Identity">The client's certificate with its key, or null.</param>
/// <param name="Token">A bearer token, or null.</param>
public sealed record ServerAddress(
    string Url, X509Certificate2? Authority = null, X509Certificate2? Identity = null, string? Token = null);
