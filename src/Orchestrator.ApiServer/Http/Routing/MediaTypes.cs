using System.Collections.Concurrent;
using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Http.Routing;

/// <summary>How an answer is to look.</summary>
internal enum Representation
{
    /// <summary>The objects themselves.</summary>
    Object,

    /// <summary>What kubectl prints.</summary>
    Table,

    /// <summary>Metadata only.</summary>
    Metadata,

    /// <summary>For discovery: everything in one document.</summary>
    AggregatedV2,

    /// <summary>As <see cref="AggregatedV2"/>, in the form older clients know.</summary>
    AggregatedV2Beta1,
}

/// <summary>Reads Accept headers; the few that clients send are remembered.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    private const int RememberedMax = 256;

    private static readonly ConcurrentDictionary<string, Representation> Remembered = new(StringComparer.Ordinal);

    /// <summary>The first form the client lists that is served; without a header the objects themselves.</summary>
    /// <exception cref="StatusException">406: none of them is.</exception>
    public static Representation Negotiate(string? accept)
    {
        if (string.IsNullOrEmpty(accept))
            return Representation.Object;
        if (Remembered.TryGetValue(accept, out var known))
            return known;
        var chosen = Choose(accept) ?? throw Statuses.NotAcceptable(Json);
        if (Remembered.Count < RememberedMax)
            Remembered.TryAdd(accept, chosen);
        return chosen;
    }

    private static Representation? Choose(string accept)
    {
        foreach (var range in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not (Json or "*/*" or "application/*"))
                continue;
            if (FormOf(parts) is { } form)
                return form;
        }
        return null;
    }

    private static Representation? FormOf(string[] parts)
    {
        string? Parameter(string name) =>
            parts.Skip(1).FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        return (Parameter("as"), Parameter("v")) switch
        {
            (null, _) => Representation.Object,
            ("Table", "v1") => Representation.Table,
            ("PartialObjectMetadata" or "PartialObjectMetadataList", "v1") => Representation.Metadata,
            ("APIGroupDiscoveryList", "v2") => Representation.AggregatedV2,
            ("APIGroupDiscoveryList", "v2beta1") => Representation.AggregatedV2Beta1,
            _ => null,
        };
    }
}
