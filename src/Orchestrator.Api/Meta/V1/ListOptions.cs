namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions")]
[Kind("v1", "ListOptions")]
public sealed partial record ListOptions
{
    [Field("labelSelector", 1)]
    public string? LabelSelector { get; init; }

    [Field("fieldSelector", 2)]
    public string? FieldSelector { get; init; }

    [Field("watch", 3)]
    public bool Watch { get; init; }

    [Field("allowWatchBookmarks", 9)]
    public bool AllowWatchBookmarks { get; init; }

    [Field("resourceVersion", 4)]
    public string? ResourceVersion { get; init; }

    [Field("resourceVersionMatch", 10)]
    public string? ResourceVersionMatch { get; init; }

    [Field("timeoutSeconds", 5)]
    public long? TimeoutSeconds { get; init; }

    [Field("limit", 7)]
    public long Limit { get; init; }

    [Field("continue", 8)]
    public string? Continue { get; init; }

    [Field("sendInitialEvents", 11)]
    public bool? SendInitialEvents { get; init; }
}
