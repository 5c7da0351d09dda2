namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
[Kind("v1", "DeleteOptions")]
public sealed partial record DeleteOptions
{
    [Field("gracePeriodSeconds", 1)]
    public long? GracePeriodSeconds { get; init; }

    [Field("preconditions", 2)]
    public Preconditions? Preconditions { get; init; }

    [Field("orphanDependents", 3)]
    public bool? OrphanDependents { get; init; }

    [Field("propagationPolicy", 4, Pointer = true)]
    public string? PropagationPolicy { get; init; }

    [Field("dryRun", 5, ListType = "atomic")]
    public ValueList<string> DryRun { get; init; }

    [Field("ignoreStoreReadErrorWithClusterBreakingPotential", 6)]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
