using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>What a request's resourceVersion means for the snapshot it reads.</summary>
internal static class RevisionRules
{
    /// <summary>Unset: the latest. 0: any. N: not older than N.</summary>
    public static Freshness ForGet(string? resourceVersion)
    {
        if (string.IsNullOrEmpty(resourceVersion))
            return Freshness.Latest;
        var revision = Parse(resourceVersion);
        return revision == 0 ? Freshness.Any : Freshness.NotOlderThan(revision);
    }

    /// <exception cref="StatusException">400: no number.</exception>
    public static long Parse(string resourceVersion) =>
        long.TryParse(resourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw Statuses.BadRequest(
                $"resourceVersion: Invalid value: \"{resourceVersion}\": "
                + $"strconv.ParseUint: parsing \"{resourceVersion}\": invalid syntax");

    /// <exception cref="StatusException">504: the store has not come to that revision.</exception>
    public static void RequireReached(Freshness asked, StoreSnapshot snapshot)
    {
        if (asked.AtLeast is { } revision && revision > snapshot.Revision)
            throw Statuses.TooLargeResourceVersion((ulong)revision, (ulong)snapshot.Revision);
    }

    public static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
