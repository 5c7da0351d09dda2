using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Where an interrupted list goes on. Opaque to clients: URL-safe base64 of
/// <c>2:revision:remaining:key</c>.</summary>
/// <param name="Revision">The revision every part is read at; 0: whatever is newest (an inconsistent rest).</param>
/// <param name="Remaining">Items behind <paramref name="Key"/> at that revision; -1 where selectors make it
/// unknown.</param>
/// <param name="Key">The last key sent, below the collection's prefix.</param>
internal readonly record struct ContinueToken(long Revision, long Remaining, string Key)
{
    private const string Version = "2";

    public string Encode()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Version}:{Revision}:{Remaining}:{Key}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <exception cref="StatusException">400: no token of ours.</exception>
    public static ContinueToken Decode(string token)
    {
        if (!Base64Url.IsValid(token))
            throw NotValid();
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(':', 4);
        if (parts.Length != 4 || parts[0] != Version || parts[3].Length == 0
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            || !long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var remaining))
        {
            throw NotValid();
        }
        return new(revision, remaining, parts[3]);
    }

    private static StatusException NotValid() => Statuses.BadRequest("continue key is not valid");
}
