namespace Orchestrator.Client;

/// <summary>Which objects of a kind an informer holds; selectors in Kubernetes' own query syntax.</summary>
public sealed record InformerScope(
    string? Namespace = null, string? LabelSelector = null, string? FieldSelector = null)
{
    public static InformerScope All { get; } = new();

    /// <summary>The Pods bound to one node.</summary>
    public static InformerScope OnNode(string name) => new(FieldSelector: $"spec.nodeName={name}");
}
