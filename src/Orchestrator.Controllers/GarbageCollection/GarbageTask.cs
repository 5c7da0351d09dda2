namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>What is to be done about one object, decided on the graph; done by <see cref="Collector"/>.</summary>
public abstract record GarbageTask(ObjectIdentity Object)
{
    /// <summary>Decides for a node; null: nothing, perhaps after its blocking dependents.</summary>
    /// <param name="first">Receives the dependents to look at first.</param>
    public static GarbageTask? For(GraphNode node, Action<string> first)
    {
        if (node.IsOrphaning)
            return new OrphanDependents(node.Identity, [.. node.Dependents.Select(dependent => dependent.Identity)]);
        if (node.IsDeletingDependents)
        {
            var isBlocked = false;
            foreach (var dependent in node.BlockingDependents)
            {
                isBlocked = true;
                if (!dependent.IsDeletingDependents)
                    first(dependent.Identity.Uid);
            }
            return isBlocked ? null : new ReleaseOwner(node.Identity);
        }
        if (node.IsBeingDeleted)
            return null;
        return new Examine(
            node.Identity, node.IsObserved, node.HasDependents,
            node.Dependents.Any(dependent => dependent.IsDeletingDependents));
    }
}

/// <summary>Take this owner out of its dependents' references, then its finalizer.</summary>
public sealed record OrphanDependents(ObjectIdentity Object, ValueList<ObjectIdentity> Dependents)
    : GarbageTask(Object);

/// <summary>Nothing blocks its foreground deletion any more.</summary>
public sealed record ReleaseOwner(ObjectIdentity Object) : GarbageTask(Object);

/// <summary>Delete it if none of its owners is left.</summary>
/// <param name="IsObserved">False: first find out whether it exists.</param>
/// <param name="IsInCycle">A dependent of it is itself waiting on dependents: two could wait on each other for
/// ever.</param>
public sealed record Examine(ObjectIdentity Object, bool IsObserved, bool HasDependents, bool IsInCycle)
    : GarbageTask(Object);
