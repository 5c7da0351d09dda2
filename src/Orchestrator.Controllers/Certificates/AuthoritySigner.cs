using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api.Certificates.V1;

namespace Orchestrator.Controllers.Certificates;

/// <summary>Signs with an authority whose key is at hand.</summary>
/// <remarks>The signature itself is made with the platform's randomness: with one order it is another each
/// time.</remarks>
public sealed class AuthoritySigner(X509Certificate2 authority) : ICertificateSigner
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public ValueTask<string> SignAsync(CertificateOrder order, CancellationToken cancellation)
    {
        var end = order.NotAfter < authority.NotAfter ? order.NotAfter : authority.NotAfter;
        if (end <= order.NotBefore)
            throw new CryptographicException(
                $"the signer has expired: NotAfter={authority.NotAfter.ToUniversalTime():u}");
        var request = new CertificateRequest(
            order.Request.Subject, order.Request.PublicKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (var extension in Extensions(order))
            request.CertificateExtensions.Add(extension);
        using var issued = request.Create(
            authority.SubjectName, Generator(), order.NotBefore, end, order.Serial.Span);
        return new(issued.ExportCertificatePem() + "\n");
    }

    private IEnumerable<X509Extension> Extensions(CertificateOrder order)
    {
        yield return new X509BasicConstraintsExtension(false, false, 0, true);
        // An extension that allows nothing would forbid everything.
        if (Flags(order.Usages) is not X509KeyUsageFlags.None and var flags)
            yield return new X509KeyUsageExtension(flags, true);
        var extended = new OidCollection();
        if (order.Usages.Contains(KeyUsages.ServerAuth))
            extended.Add(new Oid(ServerAuthentication));
        if (order.Usages.Contains(KeyUsages.ClientAuth))
            extended.Add(new Oid(ClientAuthentication));
        yield return new X509EnhancedKeyUsageExtension(extended, false);
        yield return X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false);
        if (order.Request.Names.ToExtension() is { } names)
            yield return names;
    }

    private static X509KeyUsageFlags Flags(ValueList<string> usages)
    {
        var flags = X509KeyUsageFlags.None;
        if (usages.Contains(KeyUsages.DigitalSignature))
            flags |= X509KeyUsageFlags.DigitalSignature;
        if (usages.Contains(KeyUsages.KeyEncipherment))
            flags |= X509KeyUsageFlags.KeyEncipherment;
        return flags;
    }

    private X509SignatureGenerator Generator()
    {
        if (authority.GetECDsaPrivateKey() is { } curve)
            return X509SignatureGenerator.CreateForECDsa(curve);
        var rsa = authority.GetRSAPrivateKey()
            ?? throw new CryptographicException("the authority's key is not at hand, or neither ECDSA nor RSA");
        return X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1);
    }
}
