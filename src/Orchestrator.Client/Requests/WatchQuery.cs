namespace Orchestrator.Client;

/// <summary>What a watch asks for.</summary>
public sealed record WatchQuery
{
    /// <summary>Null: all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Events after this revision; null or empty: from now, the present objects first as added.</summary>
    public string? ResourceVersion { get; init; }

    public bool AllowBookmarks { get; init; }

    /// <summary>Begin with the present objects and a bookmark that carries <c>k8s.io/initial-events-end</c>.</summary>
    public bool SendInitialEvents { get; init; }

    public TimeSpan? Timeout { get; init; }
}
