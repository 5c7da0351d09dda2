using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Api.Validation;

/// <summary>The forms of addresses and networks.</summary>
public static class IPs
{
    /// <summary>Reads an address as Kubernetes does: IPv4 in four decimal parts, or IPv6 without a zone.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (!text.Contains(':'))
            return TryParseV4(text, out address);
        if (text.Contains('%') || text.Contains('[') || !IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed;
        return true;
    }

    public static bool IsV6(string text) => text.Contains(':');

    public static void Validate(string value, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(value, out _))
            errors.Invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }

    public static void ValidateV4(string value, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(value, out var address) || address.AddressFamily != AddressFamily.InterNetwork)
            errors.Invalid(path, value, "must be a valid IPv4 address");
    }

    public static void ValidateV6(string value, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(value, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            errors.Invalid(path, value, "must be a valid IPv6 address");
    }

    public static void ValidateCidr(string value, FieldPath path, FieldErrors errors)
    {
        var slash = value.IndexOf('/');
        var isCidr = slash > 0 && TryParse(value[..slash], out var address)
            && byte.TryParse(value.AsSpan(slash + 1), out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
        if (!isCidr)
            errors.Invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }

    /// <summary>Refuses addresses no endpoint can have. Loopback addresses are allowed: decision 0003.</summary>
    public static void ValidateNonSpecial(string value, FieldPath path, FieldErrors errors)
    {
        if (!TryParse(value, out var address))
        {
            errors.Invalid(path, value, "must be a valid IP address");
            return;
        }
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            errors.Invalid(path, value, $"may not be unspecified ({value})");
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (length == 4 ? bytes is [169, 254, ..] : address.IsIPv6LinkLocal)
            errors.Invalid(path, value, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        if (length == 4 ? bytes is [224, 0, 0, ..] : bytes[0] == 0xFF && (bytes[1] & 0x0F) == 2)
            errors.Invalid(path, value, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }

    /// <summary>One address, or one of each family.</summary>
    public static bool IsSingleOrDualStack(IReadOnlyCollection<string> addresses) =>
        addresses.Count <= 1 || (addresses.Count == 2 && addresses.Count(IsV6) == 1);

    private static bool TryParseV4(string text, out IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        address = IPAddress.None;
        foreach (var part in text.AsSpan().Split('.'))
        {
            var digits = text.AsSpan()[part];
            if (count == 4 || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')
                || !byte.TryParse(digits, out bytes[count++]))
            {
                return false;
            }
        }
        if (count != 4)
            return false;
        address = new IPAddress(bytes);
        return true;
    }
}
