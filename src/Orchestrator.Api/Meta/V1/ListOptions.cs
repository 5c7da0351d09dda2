namespace Orchestrator.Api.Meta.V1;

/// <summary>What a list or watch asks for.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions")]
[Kind("v1", "ListOptions")]
public sealed partial record ListOptions
{
    /// <summary>Labels the objects must have.</summary>
    [Field("labelSelector", 1)]
    public string? LabelSelector { get; init; }

    /// <summary>Values fields of the objects must have.</summary>
    [Field("fieldSelector", 2)]
    public string? FieldSelector { get; init; }

    /// <summary>Whether to stay and send changes.</summary>
    [Field("watch", 3)]
    public bool Watch { get; init; }

    /// <summary>Whether the server may send bookmarks.</summary>
    [Field("allowWatchBookmarks", 9)]
    public bool AllowWatchBookmarks { get; init; }

    /// <summary>The revision to start from, or how old the answer may be.</summary>
    [Field("resourceVersion", 4)]
    public string? ResourceVersion { get; init; }

    /// <summary>How the revision is meant: Exact or NotOlderThan.</summary>
    [Field("resourceVersionMatch", 10)]
    public string? ResourceVersionMatch { get; init; }

    /// <summary>Seconds after which the server ends the call.</summary>
    [Field("timeoutSeconds", 5)]
    public long? TimeoutSeconds { get; init; }

    /// <summary>The most items in one answer.</summary>
    [Field("limit", 7)]
    public long Limit { get; init; }

    /// <summary>A token of the server with which the next part of a list is asked for.</summary>
    [Field("continue", 8)]
    public string? Continue { get; init; }

    /// <summary>Whether a watch begins with the present objects and a bookmark behind them.</summary>
    [Field("sendInitialEvents", 11)]
    public bool? SendInitialEvents { get; init; }
}
