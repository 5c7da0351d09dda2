using Orchestrator.Api;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Who owns whom, of all objects the watches have shown; says which objects each change gives reason to look
/// at.</summary>
/// <remarks>
/// Pure. Watches of different kinds are not ordered among each other, so an owner may be named before it is seen: it is
/// then a virtual node, which is looked up in the API. Invariant: an observed object is among the dependents of every
/// node its references name.
/// </remarks>
public sealed class OwnerGraph
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);

    public int Count => _nodes.Count;

    public GraphNode? Find(string uid) => _nodes.GetValueOrDefault(uid);

    /// <summary>Takes note of one change.</summary>
    public GraphEffects Apply(KubeObject? old, KubeObject? now)
    {
        var effects = new GraphEffects();
        if (now is not null)
            Observe(old, now, effects);
        else if (old is not null)
            Remove(old.Metadata.Uid ?? "", effects);
        return effects;
    }

    /// <summary>The API has no such object: it is removed as if its deletion had been seen.</summary>
    /// <remarks>An owner nobody has seen was looked up as one dependent describes it; another may describe it
    /// otherwise, and rightly.</remarks>
    public GraphEffects Forget(string uid)
    {
        var effects = new GraphEffects();
        if (Find(uid) is { IsObserved: false } node && OtherDescription(node) is { } other)
        {
            node.Identity = other;
            effects.Look(uid);
        }
        else
        {
            Remove(uid, effects);
        }
        return effects;
    }

    private static ObjectIdentity? OtherDescription(GraphNode node)
    {
        node.NotFoundAs.Add(node.Identity);
        foreach (var dependent in node.Dependents)
        {
            foreach (var owner in dependent.Owners)
            {
                var described = ObjectIdentity.Of(owner, dependent.Identity.Namespace);
                if (owner.Uid == node.Identity.Uid && !node.NotFoundAs.Contains(described))
                    return described;
            }
        }
        return null;
    }

    private void Observe(KubeObject? old, KubeObject now, GraphEffects effects)
    {
        var uid = now.Metadata.Uid ?? "";
        if (!_nodes.TryGetValue(uid, out var node))
            _nodes[uid] = node = new GraphNode(ObjectIdentity.Of(now));
        if (!node.IsObserved)
            Reveal(node, now, effects);
        UpdateOwners(node, now.Metadata.OwnerReferences, effects);
        node.IsBeingDeleted = now.Metadata.DeletionTimestamp is not null;
        node.IsOrphaning &= now.Metadata.Finalizers.Contains(OrphanFinalizer);
        if (Starts(old, now, OrphanFinalizer))
        {
            node.IsOrphaning = true;
            effects.Look(uid);
        }
        if (Starts(old, now, ForegroundFinalizer))
        {
            node.IsDeletingDependents = true;
            foreach (var dependent in node.Dependents)
                effects.Look(dependent.Identity.Uid);
            effects.Look(uid);
        }
    }

    /// <summary>A node that dependents had named is seen for itself: those that named it wrongly are looked
    /// at.</summary>
    private static void Reveal(GraphNode node, KubeObject now, GraphEffects effects)
    {
        node.IsObserved = true;
        node.Identity = ObjectIdentity.Of(now);
        foreach (var dependent in node.Dependents)
        {
            foreach (var owner in dependent.Owners)
            {
                if (owner.Uid == node.Identity.Uid)
                    CheckMeant(node, owner, dependent, effects);
            }
        }
    }

    private void UpdateOwners(GraphNode node, ValueList<OwnerReference> owners, GraphEffects effects)
    {
        var before = node.Owners;
        if (before == owners)
            return;
        node.Owners = owners;
        foreach (var was in before)
        {
            var stays = owners.FirstOrDefault(owner => owner.Uid == was.Uid);
            if (!_nodes.TryGetValue(was.Uid, out var owner))
                continue;
            if (stays is null)
                Unlink(owner, node);
            // The last dependent that blocked it may have let go.
            if (was.BlockOwnerDeletion == true && stays?.BlockOwnerDeletion != true && owner.IsDeletingDependents)
                effects.Look(was.Uid);
        }
        foreach (var owner in owners)
        {
            if (!before.Any(was => was.Uid == owner.Uid))
                Link(node, owner, effects);
        }
    }

    private void Link(GraphNode node, OwnerReference owner, GraphEffects effects)
    {
        if (!_nodes.TryGetValue(owner.Uid, out var ownerNode))
        {
            _nodes[owner.Uid] = ownerNode = new GraphNode(ObjectIdentity.Of(owner, node.Identity.Namespace));
            effects.Look(owner.Uid);
        }
        ownerNode.AddDependent(node);
        if (ownerNode.IsObserved)
            CheckMeant(ownerNode, owner, node, effects);
        // An owner in foreground deletion takes new dependents with it.
        if (ownerNode.IsDeletingDependents)
            effects.Look(node.Identity.Uid);
    }

    private void Unlink(GraphNode owner, GraphNode node)
    {
        owner.RemoveDependent(node);
        if (owner is { IsObserved: false, HasDependents: false })
            _nodes.Remove(owner.Identity.Uid);
    }

    private void Remove(string uid, GraphEffects effects)
    {
        if (!_nodes.Remove(uid, out var node))
            return;
        foreach (var owner in node.Owners)
        {
            if (!_nodes.TryGetValue(owner.Uid, out var ownerNode))
                continue;
            Unlink(ownerNode, node);
            if (ownerNode.IsDeletingDependents)
                effects.Look(owner.Uid);
        }
        foreach (var dependent in node.Dependents)
            effects.Look(dependent.Identity.Uid);
        if (node.HasDependents)
            effects.Gone(node.Identity);
    }

    private static void CheckMeant(GraphNode owner, OwnerReference reference, GraphNode dependent, GraphEffects effects)
    {
        if (owner.Identity.IsMeantBy(reference, dependent.Identity.Namespace))
            return;
        effects.Wrong(dependent.Identity, ObjectIdentity.Of(reference, dependent.Identity.Namespace));
        effects.Look(dependent.Identity.Uid);
    }

    /// <summary>Whether this change is the one with which deletion begins to wait on the finalizer.</summary>
    private static bool Starts(KubeObject? old, KubeObject now, string finalizer) =>
        Waits(now, finalizer) && (old is null || !Waits(old, finalizer));

    private static bool Waits(KubeObject value, string finalizer) =>
        value.Metadata.DeletionTimestamp is not null && value.Metadata.Finalizers.Contains(finalizer);
}
