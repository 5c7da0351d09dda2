using Orchestrator.Actors;
using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Reads one kind from its informer's cache: at once, a little behind the API. Lists are copies, in key
/// order.</summary>
/// <remarks>A read before the first list is a bug of ours, since everything would look deleted: it throws.</remarks>
public readonly struct Lister<T>(Informer informer)
    where T : KubeObject
{
    public T? Find(ObjectKey key) => (T?)Synced().Find(key);

    public IReadOnlyList<T> All() => Synced().All<T>();

    public IReadOnlyList<T> InNamespace(string ns) => Synced().InNamespace<T>(ns);

    /// <summary>The index must have been added with <see cref="Informer.WithIndex"/>.</summary>
    public IReadOnlyList<T> ByIndex(ObjectIndex index, string value) => Synced().ByIndex<T>(index, value);

    /// <summary>The objects this owner manages, by uid.</summary>
    public IReadOnlyList<T> OwnedBy(KubeObject owner) => ByIndex(ObjectIndex.ControllerUid, owner.Uid);

    /// <summary>The objects in a namespace that nobody manages.</summary>
    public IReadOnlyList<T> OrphansIn(string ns) => ByIndex(ObjectIndex.ControllerUid, ObjectIndex.OrphansIn(ns));

    private Informer Synced() => informer.HasSynced
        ? informer
        : throw new InvariantException($"{informer.Kind.Plural} were read before their cache had synced");
}
