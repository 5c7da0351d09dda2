using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Certificates.V1;

namespace Orchestrator.Api.Tests.Certificates.V1;

public class SigningRequestTests
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void Create_ThenParse_GivesWhatWasAskedFor()
    {
        var pem = SigningRequest.Create(
            Key, "system:node:n", ["system:nodes"], ["n", "n.local"], [IPAddress.Loopback, IPAddress.IPv6Loopback]);

        var parsed = Parse(pem)!;

        Assert.Equal(("system:node:n", true), (parsed.CommonName, parsed.HasPlainSubject));
        Assert.Equal(["system:nodes"], parsed.Organizations);
        Assert.Equal(["n", "n.local"], parsed.Names.Dns);
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], parsed.Names.Addresses);
    }

    [Fact]
    public void MailAndUriNames_AreSeen()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("a@b.c");
        names.AddUri(new Uri("spiffe://x/y"));

        var parsed = Parse(Pem(new X500DistinguishedName("CN=a"), names.Build()))!;

        Assert.Equal(["a@b.c"], parsed.Names.Emails);
        Assert.Equal(["spiffe://x/y"], parsed.Names.Uris);
    }

    [Fact]
    public void SubjectThatReadersMayReadDifferently_IsNotPlain()
    {
        Assert.True(Parse(Pem(Subject(("2.5.4.10", "x")), Subject(("2.5.4.3", "a"))))!.HasPlainSubject);
        Assert.False(Parse(Pem(Subject(("2.5.4.3", "a")), Subject(("2.5.4.3", "b"))))!.HasPlainSubject);
        Assert.False(Parse(Pem(Subject(("2.5.4.3", "a"), ("2.5.4.10", "system:masters"))))!.HasPlainSubject);
    }

    [Fact]
    public void RsaRequest_IsRead()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.Equal("a", Parse(request.CreateSigningRequestPem())!.CommonName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAQ==\n-----END CERTIFICATE REQUEST-----")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nno base64!\n-----END CERTIFICATE REQUEST-----")]
    public void Nonsense_HasAFault(string text)
    {
        Assert.Null(SigningRequest.Parse(Encoding.ASCII.GetBytes(text), out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void AnyByteChanged_IsAFaultOrAnotherRequest_NeverAnException()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("n");
        names.AddIpAddress(IPAddress.Loopback);
        var pem = Pem(new X500DistinguishedName("O=system:nodes, CN=system:node:n"), names.Build());
        var der = Convert.FromBase64String(pem[(pem.IndexOf('\n') + 1)..pem.LastIndexOf('\n')]);
        for (var at = 0; at < der.Length; at++)
        {
            foreach (var change in (byte[])[0x01, 0x20, 0x80, 0xFF])
            {
                var altered = (byte[])der.Clone();
                altered[at] ^= change;
                var text = PemEncoding.WriteString("CERTIFICATE REQUEST", altered);
                // Only what the signature does not cover could pass: nothing that a signer reads.
                Assert.Null(Parse(text));
            }
        }
    }

    private static SigningRequest? Parse(string pem) => SigningRequest.Parse(Encoding.ASCII.GetBytes(pem), out _);

    private static string Pem(params Action<AsnWriter>[] subject)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var part in subject)
                part(writer);
        }
        return Pem(new X500DistinguishedName(writer.Encode()), null);
    }

    // One relative name, of one element or of several.
    private static Action<AsnWriter> Subject(params (string Oid, string Text)[] elements) => writer =>
    {
        using (writer.PushSetOf())
        {
            foreach (var (oid, text) in elements)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(oid);
                    writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
                }
            }
        }
    };

    private static string Pem(X500DistinguishedName subject, X509Extension? extension)
    {
        var request = new CertificateRequest(subject, Key, HashAlgorithmName.SHA256);
        if (extension is not null)
            request.CertificateExtensions.Add(extension);
        return request.CreateSigningRequestPem();
    }
}
