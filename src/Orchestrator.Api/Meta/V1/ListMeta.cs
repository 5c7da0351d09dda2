namespace Orchestrator.Api.Meta.V1;

/// <summary>What a list says of itself.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed partial record ListMeta
{
    /// <summary>No longer used; always empty.</summary>
    [Field("selfLink", 1)]
    public string? SelfLink { get; init; }

    /// <summary>The revision of the list, from which a watch misses nothing.</summary>
    [Field("resourceVersion", 2)]
    public string? ResourceVersion { get; init; }

    /// <summary>A token of the server with which the next part of a list is asked for.</summary>
    [Field("continue", 3)]
    public string? Continue { get; init; }

    /// <summary>How many items follow, where that is known.</summary>
    [Field("remainingItemCount", 4)]
    public long? RemainingItemCount { get; init; }
}
