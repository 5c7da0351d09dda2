using System.Buffers;
using System.Text.Json;
using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Discovery;

/// <summary>Writes groups, versions and resources as one apidiscovery.k8s.io document.</summary>
internal static class AggregatedDiscovery
{
    public static byte[] Write(string version, IReadOnlyList<ApiGroupVersions> served)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "APIGroupDiscoveryList"u8);
        writer.WriteString("apiVersion"u8, $"apidiscovery.k8s.io/{version}");
        writer.WriteStartObject("metadata"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("items"u8);
        foreach (var group in served.Select(g => g.Group).Distinct(StringComparer.Ordinal))
            WriteGroup(writer, group, served.Where(g => g.Group == group));
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteGroup(Utf8JsonWriter writer, string group, IEnumerable<ApiGroupVersions> versions)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("metadata"u8);
        if (group.Length > 0)
            writer.WriteString("name"u8, group);
        writer.WriteNull("creationTimestamp"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("versions"u8);
        foreach (var version in versions)
        {
            writer.WriteStartObject();
            writer.WriteString("version"u8, version.Version);
            writer.WriteStartArray("resources"u8);
            foreach (var kind in version.Kinds)
                WriteResource(writer, kind);
            writer.WriteEndArray();
            writer.WriteString("freshness"u8, "Current"u8);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, KindDefinition kind)
    {
        writer.WriteStartObject();
        writer.WriteString("resource"u8, kind.Plural);
        WriteKind(writer, kind.Gvk);
        writer.WriteString("scope"u8, kind.Namespaced ? "Namespaced"u8 : "Cluster"u8);
        writer.WriteString("singularResource"u8, kind.Singular);
        WriteStrings(writer, "verbs", kind.Verbs);
        WriteStrings(writer, "shortNames", kind.ShortNames);
        WriteStrings(writer, "categories", kind.Categories);
        if (!kind.Subresources.IsEmpty)
        {
            writer.WriteStartArray("subresources"u8);
            foreach (var subresource in kind.Subresources)
            {
                writer.WriteStartObject();
                writer.WriteString("subresource"u8, subresource.Name);
                WriteKind(writer, subresource.Kind);
                WriteStrings(writer, "verbs", subresource.Verbs);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter writer, GroupVersionKind gvk)
    {
        writer.WriteStartObject("responseKind"u8);
        writer.WriteString("group"u8, gvk.Group);
        writer.WriteString("version"u8, gvk.Version);
        writer.WriteString("kind"u8, gvk.Kind);
        writer.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, ValueList<string> values)
    {
        if (values.IsEmpty)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
