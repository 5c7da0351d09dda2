using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orchestrator.Cli.Commands;

/// <summary><c>HOST:PORT</c> where HOST is an IP address or localhost; IPv6 stands in brackets.</summary>
internal static class ListenAddress
{
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        const string local = "localhost:";
        if (text.StartsWith(local, StringComparison.Ordinal))
            text = $"{IPAddress.Loopback}:{text[local.Length..]}";
        endpoint = null;
        var colon = text.LastIndexOf(':');
        // Without this an address alone would mean port 0, and the last part of an IPv6 address a port.
        if (colon < 0 || (text.IndexOf(':') != colon && text[colon - 1] != ']'))
            return false;
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return false;
        return IPEndPoint.TryParse(text, out endpoint);
    }
}
