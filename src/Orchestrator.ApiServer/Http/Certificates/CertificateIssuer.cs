using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Makes an authority, and server and client certificates signed by it. ECDSA P-256, for fast
/// handshakes.</summary>
public static class CertificateIssuer
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // Clocks of clients may be behind.
    private static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    public static X509Certificate2 Authority(string commonName, DateTimeOffset now, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - Backdate, now + lifetime);
    }

    /// <param name="hosts">DNS names and IP addresses the server is reached by.</param>
    public static X509Certificate2 Server(
        X509Certificate2 authority, string commonName, IEnumerable<string> hosts, DateTimeOffset now, TimeSpan lifetime)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }
        return Issue(authority, commonName, [], ServerAuthentication, names.Build(), now, lifetime);
    }

    /// <param name="groups">The user's groups, such as <c>system:masters</c>.</param>
    public static X509Certificate2 Client(
        X509Certificate2 authority, string user, IEnumerable<string> groups, DateTimeOffset now, TimeSpan lifetime) =>
        Issue(authority, user, groups, ClientAuthentication, null, now, lifetime);

    private static X509Certificate2 Issue(
        X509Certificate2 authority, string commonName, IEnumerable<string> organizations, string usage,
        X509Extension? names, DateTimeOffset now, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        foreach (var organization in organizations)
            subject.AddOrganizationName(organization);
        subject.AddCommonName(commonName);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (names is not null)
            request.CertificateExtensions.Add(names);
        var end = now + lifetime;
        using var issued = request.Create(
            authority, now - Backdate, end < authority.NotAfter ? end : authority.NotAfter, Serial());
        return issued.CopyWithPrivateKey(key);
    }

    // Positive and never zero, as X.509 asks.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
