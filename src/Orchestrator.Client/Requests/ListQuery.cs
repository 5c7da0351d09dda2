namespace Orchestrator.Client;

/// <summary>What a list (or deletecollection) asks for; strings in Kubernetes' own query syntax.</summary>
public sealed record ListQuery
{
    public static ListQuery All { get; } = new();

    /// <summary>Null: all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Most items in one answer; 0: all.</summary>
    public long Limit { get; init; }

    public string? Continue { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary><c>Exact</c>, <c>NotOlderThan</c> or null.</summary>
    public string? ResourceVersionMatch { get; init; }
}
