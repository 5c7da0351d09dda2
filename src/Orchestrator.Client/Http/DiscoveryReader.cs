using System.Text.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Http;

/// <summary>Reads aggregated discovery: the kinds of objects a server keeps that this client has a
/// definition of. Questions that are answered and not kept are none.</summary>
internal static class DiscoveryReader
{
    /// <summary>Servers of Kubernetes 1.30 and later answer the first, those of 1.26 and later the second.</summary>
    public const string Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    /// <exception cref="FormatException">The document is no aggregated discovery.</exception>
    public static List<KindDefinition> Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        if (Text(document.RootElement, "kind") != "APIGroupDiscoveryList")
            throw new FormatException("the server does not offer aggregated discovery");
        var found = new List<KindDefinition>();
        foreach (var group in Items(document.RootElement, "items"))
        {
            var name = group.TryGetProperty("metadata", out var metadata) ? Text(metadata, "name") : "";
            foreach (var version in Items(group, "versions"))
            {
                foreach (var resource in Items(version, "resources"))
                {
                    if (ApiKinds.Find(name, Text(version, "version"), Text(resource, "resource")) is { } kind
                        && kind.IsStored)
                    {
                        found.Add(kind);
                    }
                }
            }
        }
        return found;
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement.ArrayEnumerator Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
