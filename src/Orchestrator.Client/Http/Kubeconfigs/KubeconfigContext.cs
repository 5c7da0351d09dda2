namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>An entry of <c>contexts</c>: which user at which cluster.</summary>
/// <param name="Namespace">Null: <c>default</c>.</param>
public sealed record KubeconfigContext(string Name, string Cluster, string User, string? Namespace);
