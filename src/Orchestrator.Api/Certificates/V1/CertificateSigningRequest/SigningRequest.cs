using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>What a PKCS#10 request asks for: its subject, the names it wants to be known by, its key.</summary>
/// <remarks>Its signature has been checked: whoever made it holds the key. Extensions other than subject alternative
/// names are not asked for.</remarks>
public sealed class SigningRequest
{
    private const string Label = "CERTIFICATE REQUEST";
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";

    private SigningRequest(CertificateRequest request)
    {
        PublicKey = request.PublicKey;
        Subject = request.SubjectName;
        Names = AlternativeNames.Of(request.CertificateExtensions);
        var organizations = new List<string>();
        var commonNames = 0;
        foreach (var part in Subject.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.HasMultipleElements)
            {
                HasPlainSubject = false;
                continue;
            }
            var type = part.GetSingleElementType().Value;
            if (type == CommonNameOid)
            {
                CommonName = part.GetSingleElementValue() ?? "";
                commonNames++;
            }
            else if (type == OrganizationOid)
            {
                organizations.Add(part.GetSingleElementValue() ?? "");
            }
        }
        Organizations = organizations.ToValueList();
        HasPlainSubject &= commonNames <= 1;
    }

    /// <summary>The subject's common name: the user, in a client certificate.</summary>
    public string CommonName { get; } = "";

    /// <summary>The subject's organizations: the user's groups, in a client certificate.</summary>
    public ValueList<string> Organizations { get; }

    /// <summary>Whether the subject reads the same to every reader: no name of several elements, and no second common
    /// name.</summary>
    public bool HasPlainSubject { get; } = true;

    public AlternativeNames Names { get; }

    public X500DistinguishedName Subject { get; }

    public PublicKey PublicKey { get; }

    /// <summary>Reads the first PEM block, which must be a CERTIFICATE REQUEST.</summary>
    /// <param name="fault">What is wrong, where the answer is null.</param>
    public static SigningRequest? Parse(ReadOnlySpan<byte> pem, out string fault)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(pem);
        if (!PemEncoding.TryFind(text, out var block) || !text[block.Label].SequenceEqual(Label))
        {
            fault = "PEM block type must be CERTIFICATE REQUEST";
            return null;
        }
        try
        {
            fault = "";
            var der = Convert.FromBase64String(text[block.Base64Data].ToString());
            // The hash is that of a signature of ours, which none is made with.
            var request = CertificateRequest.LoadSigningRequest(
                der, HashAlgorithmName.SHA256, out var consumed,
                CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
            if (consumed == der.Length)
                return new SigningRequest(request);
            fault = "x509: trailing data after the certificate request";
        }
        catch (CryptographicException error)
        {
            fault = $"x509: malformed certificate request or wrong signature: {error.Message}";
        }
        catch (NotSupportedException error)
        {
            fault = $"x509: cannot verify signature: {error.Message}";
        }
        return null;
    }

    /// <summary>A request as text, signed with its key: what goes into <c>spec.request</c>.</summary>
    /// <param name="addresses">IP addresses it is to be valid for.</param>
    public static string Create(
        ECDsa key, string commonName, IEnumerable<string> organizations, IEnumerable<string>? dnsNames = null,
        IEnumerable<IPAddress>? addresses = null)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var organization in organizations)
            subject.AddOrganizationName(organization);
        subject.AddCommonName(commonName);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var names = new AlternativeNames
        {
            Dns = (dnsNames ?? []).ToValueList(),
            Addresses = (addresses ?? []).ToValueList(),
        };
        if (names.ToExtension() is { } extension)
            request.CertificateExtensions.Add(extension);
        return request.CreateSigningRequestPem() + "\n";
    }
}
