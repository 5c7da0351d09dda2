using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Every kind's <see cref="Lister{T}"/> of one set of informers, for reconcilers that read several.</summary>
/// <remarks>A reconciler reads only kinds that its <see cref="WatchPlan"/> names: those have synced before it
/// runs.</remarks>
public sealed class Listers(SharedInformers informers)
{
    public Lister<T> Of<T>()
        where T : KubeObject => informers.Lister<T>();

    public T? Find<T>(ObjectKey key)
        where T : KubeObject => Of<T>().Find(key);

    public IReadOnlyList<T> All<T>()
        where T : KubeObject => Of<T>().All();

    public IReadOnlyList<T> InNamespace<T>(string ns)
        where T : KubeObject => Of<T>().InNamespace(ns);

    /// <summary>The objects this owner manages, by uid; the plan needs <c>Owns&lt;T&gt;()</c> or the index.</summary>
    public IReadOnlyList<T> OwnedBy<T>(KubeObject owner)
        where T : KubeObject => Of<T>().OwnedBy(owner);

    public IReadOnlyList<T> OrphansIn<T>(string ns)
        where T : KubeObject => Of<T>().OrphansIn(ns);

    public IReadOnlyList<T> ByIndex<T>(ObjectIndex index, string value)
        where T : KubeObject => Of<T>().ByIndex(index, value);
}
