using System.Text.Json.Serialization;

namespace Orchestrator.Hosting.Joining;

/// <summary>What a directory knows of the cluster it joined; kept as <c>node.json</c>.</summary>
/// <param name="Cluster">The authority's pin.</param>
/// <param name="Server">Where it joined.</param>
/// <param name="Servers">Every API server that was last known, such as <c>https://10.0.0.1:6443</c>.</param>
/// <param name="NodeName">The first node's name.</param>
internal sealed record JoinedState(
    string Cluster, string Server, IReadOnlyList<string> Servers, string NodeName, int Nodes, string Runtime);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JoinedState))]
internal sealed partial class JoinedStateJson : JsonSerializerContext;
