namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>What a change of the <see cref="OwnerGraph"/> gives reason to.</summary>
public sealed class GraphEffects
{
    private List<string>? _toLookAt;
    private List<(ObjectIdentity Dependent, ObjectIdentity Owner)>? _wrongOwners;

    /// <summary>Uids to look at, in order; one may come twice.</summary>
    public IReadOnlyList<string> ToLookAt => _toLookAt ?? [];

    /// <summary>References that name an object which is not what they say, as from another namespace.</summary>
    public IReadOnlyList<(ObjectIdentity Dependent, ObjectIdentity Owner)> WrongOwners => _wrongOwners ?? [];

    /// <summary>An owner that has gone while dependents still name it.</summary>
    public ObjectIdentity? Absent { get; private set; }

    internal void Look(string uid) => (_toLookAt ??= []).Add(uid);

    internal void Wrong(ObjectIdentity dependent, ObjectIdentity owner) =>
        (_wrongOwners ??= []).Add((dependent, owner));

    internal void Gone(ObjectIdentity owner) => Absent = owner;
}
