using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>A list at one revision.</summary>
/// <param name="ResourceVersion">The revision, from which a watch misses nothing.</param>
/// <param name="Continue">Given to the next list for the rest; null at the end.</param>
public sealed record ObjectList(
    IReadOnlyList<KubeObject> Items, string ResourceVersion, string? Continue = null, long? RemainingItemCount = null);
