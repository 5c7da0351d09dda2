using System.Buffers;

namespace Orchestrator.Api.Core.V1;

/// <summary>The forms of iSCSI names: <c>iqn.2001-04.com.example:disk</c>, <c>eui.</c> and 16 letters or digits,
/// <c>naa.</c> and 32.</summary>
internal static class IscsiNames
{
    private const string Iqn = "iqn.";

    private static readonly SearchValues<char> Separators = SearchValues.Create(",;*&$|\t\n\f\r ");

    public static bool HasKnownType(string name) => Is(name, "iqn") || Is(name, "eui") || Is(name, "naa");

    public static bool IsWellFormed(string name) => name.AsSpan(0, 3) switch
    {
        "eui" => IsNumber(name, 16),
        "naa" => IsNumber(name, 32),
        _ => IsIqn(name),
    };

    private static bool Is(string name, string type) => name.StartsWith(type, StringComparison.Ordinal);

    // What stands between type and number is not looked at.
    private static bool IsNumber(string name, int length) =>
        name.Length == 4 + length && name[3] != '\n' && IsAlphanumeric(name.AsSpan(4));

    private static bool IsAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }
        return true;
    }

    /// <summary>Whether a name ends in <c>iqn.</c>, a month, a domain, a colon and text without separators.</summary>
    private static bool IsIqn(string name)
    {
        var tail = name.AsSpan().LastIndexOfAny(Separators) + 1;
        var at = 0;
        while ((at = name.IndexOf(Iqn, at, StringComparison.Ordinal)) >= 0)
        {
            at += Iqn.Length;
            if (!IsMonth(name.AsSpan(at)))
                continue;
            var domain = at + "2001-04.".Length;
            // A later start within the same domain would end at the same colon.
            at = domain;
            while (at < name.Length && (char.IsAsciiLetterOrDigit(name[at]) || name[at] is '-' or '.'))
                at++;
            if (at > domain && at < name.Length - 1 && name[at] == ':' && at + 1 >= tail)
                return true;
        }
        return false;
    }

    private static bool IsMonth(ReadOnlySpan<char> text) =>
        text.Length > 8 && !text[..4].ContainsAnyExceptInRange('0', '9') && text[4] == '-'
        && !text[5..7].ContainsAnyExceptInRange('0', '9') && text[7] == '.';
}
