using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>The subject alternative names of a certificate or a request for one.</summary>
public sealed record AlternativeNames
{
    private const string Oid = "2.5.29.17";
    private const int EmailTag = 1;
    private const int DnsTag = 2;
    private const int UriTag = 6;
    private const int AddressTag = 7;

    public static AlternativeNames Empty { get; } = new();

    public ValueList<string> Dns { get; init; }

    public ValueList<IPAddress> Addresses { get; init; }

    public ValueList<string> Emails { get; init; }

    public ValueList<string> Uris { get; init; }

    public bool IsEmpty => Dns.IsEmpty && Addresses.IsEmpty && Emails.IsEmpty && Uris.IsEmpty;

    /// <summary>Reads the names out of extensions; names of other kinds are passed over, and never signed.</summary>
    /// <exception cref="CryptographicException">The extension is malformed.</exception>
    public static AlternativeNames Of(IEnumerable<X509Extension> extensions)
    {
        var names = Empty;
        foreach (var extension in extensions)
        {
            if (extension.Oid?.Value != Oid)
                continue;
            try
            {
                names = names.With(new AsnReader(extension.RawData, AsnEncodingRules.DER));
            }
            catch (AsnContentException error)
            {
                throw new CryptographicException("malformed subject alternative names", error);
            }
        }
        return names;
    }

    /// <summary>The extension that says these names; null for none.</summary>
    public X509Extension? ToExtension()
    {
        if (IsEmpty)
            return null;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, DnsTag, Dns);
            Write(writer, EmailTag, Emails);
            foreach (var address in Addresses)
                writer.WriteOctetString(address.GetAddressBytes(), Tag(AddressTag));
            Write(writer, UriTag, Uris);
        }
        return new X509Extension(Oid, writer.Encode(), critical: false);
    }

    private static void Write(AsnWriter writer, int tag, ValueList<string> names)
    {
        foreach (var name in names)
            writer.WriteCharacterString(UniversalTagNumber.IA5String, name, Tag(tag));
    }

    private AlternativeNames With(AsnReader reader)
    {
        var result = this;
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        while (sequence.HasData)
        {
            var tag = sequence.PeekTag();
            result = tag.TagClass != TagClass.ContextSpecific ? throw new AsnContentException() : tag.TagValue switch
            {
                EmailTag => result with { Emails = result.Emails.Add(Text(sequence, tag)) },
                DnsTag => result with { Dns = result.Dns.Add(Text(sequence, tag)) },
                UriTag => result with { Uris = result.Uris.Add(Text(sequence, tag)) },
                AddressTag => result with { Addresses = result.Addresses.Add(Address(sequence, tag)) },
                _ => Skip(sequence, result),
            };
        }
        return result;
    }

    private static string Text(AsnReader reader, Asn1Tag tag) =>
        reader.ReadCharacterString(UniversalTagNumber.IA5String, tag);

    private static IPAddress Address(AsnReader reader, Asn1Tag tag)
    {
        var bytes = reader.ReadOctetString(tag);
        return bytes.Length is 4 or 16 ? new IPAddress(bytes) : throw new AsnContentException();
    }

    private static AlternativeNames Skip(AsnReader reader, AlternativeNames names)
    {
        reader.ReadEncodedValue();
        return names;
    }

    private static Asn1Tag Tag(int value) => new(TagClass.ContextSpecific, value);
}
