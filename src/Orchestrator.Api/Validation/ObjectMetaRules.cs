namespace Orchestrator.Api.Validation;

/// <summary>What the server decides of <c>metadata</c>, whatever a request says.</summary>
public static class ObjectMetaRules
{
    /// <summary>For a create: an object is not born dying.</summary>
    public static ObjectMeta ForCreate(ObjectMeta meta) =>
        meta is { DeletionTimestamp: null, DeletionGracePeriodSeconds: null, SelfLink: null }
            ? meta
            : meta with { DeletionTimestamp = null, DeletionGracePeriodSeconds = null, SelfLink = null };

    /// <summary>For an update: birth, death and generation stay; a uid left out is the present one.</summary>
    public static ObjectMeta ForUpdate(ObjectMeta meta, ObjectMeta old) => meta with
    {
        Uid = string.IsNullOrEmpty(meta.Uid) ? old.Uid : meta.Uid,
        CreationTimestamp = old.CreationTimestamp ?? meta.CreationTimestamp,
        DeletionTimestamp = old.DeletionTimestamp ?? meta.DeletionTimestamp,
        DeletionGracePeriodSeconds = old.DeletionTimestamp is not null
            ? old.DeletionGracePeriodSeconds
            : meta.DeletionGracePeriodSeconds,
        Generation = old.Generation,
        SelfLink = null,
    };
}
