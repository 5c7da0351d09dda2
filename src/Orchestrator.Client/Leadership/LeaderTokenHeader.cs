using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>A <see cref="LeaderToken"/> as the header of an HTTP request that writes. Pure.</summary>
/// <remarks>
/// <code>
///   Orchestrator-Leader: lease=kube-system/kube-scheduler; uid=5c1e…; transitions=3; holder=host_0b2d…
/// </code>
/// The four parts in this order, each value percent-encoded as in a URL. The server applies the write only while the
/// Lease is that object, with that holder and count, and answers 409 from then on; anyone may attach it, since it only
/// narrows what a request may do.
/// </remarks>
public static class LeaderTokenHeader
{
    public const string Name = "Orchestrator-Leader";

    /// <summary>What the header takes, for errors.</summary>
    public const string Form = "lease=NAMESPACE/NAME; uid=UID; transitions=NUMBER; holder=IDENTITY";

    private static readonly string[] Parts = ["lease=", "uid=", "transitions=", "holder="];

    public static string Format(LeaderToken token) => string.Create(
        CultureInfo.InvariantCulture,
        $"lease={Escape(token.Lease.Namespace)}/{Escape(token.Lease.Name)}; uid={Escape(token.LeaseUid)}; "
        + $"transitions={token.Transitions}; holder={Escape(token.Identity)}");

    public static bool TryParse(string text, [NotNullWhen(true)] out LeaderToken? token)
    {
        token = null;
        var parts = text.Split(';');
        if (parts.Length != Parts.Length)
            return false;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].Trim(' ');
            if (!part.StartsWith(Parts[i], StringComparison.Ordinal) || part.Length == Parts[i].Length)
                return false;
            parts[i] = part[Parts[i].Length..];
        }
        var lease = parts[0].Split('/');
        if (lease is not [{ Length: > 0 }, { Length: > 0 }]
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var transitions))
            return false;
        var key = new ObjectKey(Uri.UnescapeDataString(lease[0]), Uri.UnescapeDataString(lease[1]));
        token = new(key, Uri.UnescapeDataString(parts[1]), Uri.UnescapeDataString(parts[3]), transitions);
        return true;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
