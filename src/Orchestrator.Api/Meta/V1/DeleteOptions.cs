namespace Orchestrator.Api.Meta.V1;

/// <summary>How an object is deleted.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
[Kind("v1", "DeleteOptions")]
public sealed partial record DeleteOptions
{
    /// <summary>Seconds to end in; 0 means at once, empty means the kind's default.</summary>
    [Field("gracePeriodSeconds", 1)]
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must be true of the object.</summary>
    [Field("preconditions", 2)]
    public Preconditions? Preconditions { get; init; }

    /// <summary>Whether dependents are kept; propagationPolicy is its successor.</summary>
    [Field("orphanDependents", 3)]
    public bool? OrphanDependents { get; init; }

    /// <summary>What becomes of dependents: Orphan, Background or Foreground.</summary>
    [Field("propagationPolicy", 4, Pointer = true)]
    public string? PropagationPolicy { get; init; }

    /// <summary>With the value All the request is checked and answered but nothing is stored.</summary>
    [Field("dryRun", 5, ListType = "atomic")]
    public ValueList<string> DryRun { get; init; }

    /// <summary>Whether an object is deleted that can no longer be read.</summary>
    [Field("ignoreStoreReadErrorWithClusterBreakingPotential", 6)]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
