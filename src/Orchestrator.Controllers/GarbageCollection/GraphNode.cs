namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>One object in the <see cref="OwnerGraph"/>, which alone changes it.</summary>
public sealed class GraphNode(ObjectIdentity identity)
{
    private SortedDictionary<string, GraphNode>? _dependents;

    public ObjectIdentity Identity { get; internal set; } = identity;

    /// <summary>False for an owner that dependents name and no watch has shown.</summary>
    public bool IsObserved { get; internal set; }

    public ValueList<OwnerReference> Owners { get; internal set; }

    public bool IsBeingDeleted { get; internal set; }

    /// <summary>In foreground deletion: it goes when the dependents that block it have gone.</summary>
    public bool IsDeletingDependents { get; internal set; }

    /// <summary>Its dependents are to lose their reference to it before it goes.</summary>
    public bool IsOrphaning { get; internal set; }

    /// <summary>Objects that name this one as an owner, by uid.</summary>
    public IReadOnlyCollection<GraphNode> Dependents => _dependents is null ? [] : _dependents.Values;

    public bool HasDependents => _dependents is { Count: > 0 };

    /// <summary>The dependents whose reference says <c>blockOwnerDeletion</c>.</summary>
    public IEnumerable<GraphNode> BlockingDependents => Dependents.Where(
        dependent => dependent.Owners.Any(owner => owner.Uid == Identity.Uid && owner.BlockOwnerDeletion == true));

    /// <summary>Descriptions of an unseen owner under which the API knows nothing.</summary>
    internal List<ObjectIdentity> NotFoundAs => field ??= [];

    internal void AddDependent(GraphNode dependent) =>
        (_dependents ??= new(StringComparer.Ordinal))[dependent.Identity.Uid] = dependent;

    internal void RemoveDependent(GraphNode dependent) => _dependents?.Remove(dependent.Identity.Uid);
}
