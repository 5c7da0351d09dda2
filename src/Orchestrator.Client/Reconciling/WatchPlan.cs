using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Client;

/// <summary>What wakes a reconciler: kinds, and which keys of the primary kind an event of each concerns.</summary>
/// <remarks>Immutable; each step gives a larger plan. Every kind a reconciler reads through listers is named here, so
/// that it has synced first.</remarks>
public sealed class WatchPlan
{
    private WatchPlan(KindDefinition primary, ValueList<PlannedWatch> watches)
    {
        Primary = primary;
        Entries = watches;
    }

    /// <summary>The kind whose keys are reconciled.</summary>
    public KindDefinition Primary { get; }

    /// <summary>One per kind, in the order they were named.</summary>
    public ValueList<PlannedWatch> Entries { get; }

    /// <summary>Wakes an object for every change of itself that passes the filter.</summary>
    public static WatchPlan For<T>(Func<ObjectChange<T>, bool>? filter = null)
        where T : KubeObject => new WatchPlan(ApiKinds.Of<T>(), []).Watches<T>((change, keys) =>
        {
            if (filter is null || filter(change))
                keys.Add(change.Object.Key);
        });

    /// <summary>Wakes the managing owner, of the primary kind, for every change of an object it owns; adds the owner
    /// index.</summary>
    /// <param name="expected">Lowered by what is seen: an ADDED is a creation, a deletionTimestamp or DELETED a
    /// deletion.</param>
    public WatchPlan Owns<T>(Expectations? expected = null)
        where T : KubeObject => Watches<T>((change, keys) => WakeOwner(change, expected, keys))
            .Reads<T>(ObjectIndex.ControllerUid);

    /// <summary>Wakes the keys that <paramref name="map"/> puts into the sink. It runs on the controller's turn and
    /// must be quick.</summary>
    public WatchPlan Watches<T>(Action<ObjectChange<T>, IKeySink> map)
        where T : KubeObject => With(
            ApiKinds.Of<T>(), (change, keys) => map(ObjectChange<T>.From(change), keys), []);

    /// <summary>Wakes nothing: the kind is read, perhaps by these indices.</summary>
    public WatchPlan Reads<T>(params ReadOnlySpan<ObjectIndex> indices)
        where T : KubeObject => With(ApiKinds.Of<T>(), null, ValueList.Create(indices));

    private WatchPlan With(
        KindDefinition kind, Action<ObjectChange, IKeySink>? map, ValueList<ObjectIndex> indices)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (Entries[i].Kind.Gvk == kind.Gvk)
                return new WatchPlan(Primary, Entries.SetItem(i, Entries[i].And(map, indices)));
        }
        return new WatchPlan(Primary, Entries.Add(new PlannedWatch(kind, map is null ? [] : [map], indices)));
    }

    private void WakeOwner<T>(ObjectChange<T> change, Expectations? expected, IKeySink keys)
        where T : KubeObject
    {
        var value = change.Object;
        if (OwnerKey(value, value.ControllerRef) is { } owner)
        {
            if (change.IsDeleted || value.IsTerminating)
                expected?.DeletionObserved(owner, value.Uid);
            else if (change.IsAdded)
                expected?.CreationObserved(owner);
            keys.Add(owner);
        }
        // An object that changed hands concerns both hands.
        if (change.Old?.ControllerRef is { } before && before.Uid != value.ControllerRef?.Uid
            && OwnerKey(value, before) is { } left)
        {
            keys.Add(left);
        }
    }

    private ObjectKey? OwnerKey(KubeObject value, OwnerReference? owner)
    {
        if (owner is null || owner.Kind != Primary.Gvk.Kind || GroupOf(owner.ApiVersion) != Primary.Gvk.Group)
            return null;
        return new ObjectKey(Primary.Namespaced ? value.Metadata.Namespace ?? "" : "", owner.Name);
    }

    private static string GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/');
        return slash < 0 ? "" : apiVersion[..slash];
    }
}
