using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>An API server in a dictionary, for tests of components: revisions, conflicts, finalizers, graceful
/// deletion, watches.</summary>
/// <remarks>
/// Defaults and the preparation of writes are the kinds' own; nothing is validated or admitted. Every call yields
/// before and after it acts, so that under the simulated driver other actors run in between. <see cref="Put"/> and
/// <see cref="Find{T}"/> are for the test itself.
/// </remarks>
public sealed class FakeApi(TimeProvider time, Entropy entropy) : IApiClient
{
    private readonly FakeStore _store = new(time, entropy);
    private readonly FakeApi? _whole;
    private readonly LeaderToken? _leader;

    private FakeApi(FakeApi whole, LeaderToken leader)
        : this(whole.Time, null!)
    {
        _store = whole._store;
        _whole = whole;
        _leader = leader;
        Calls = whole.Calls;
    }

    /// <summary>Called before each call acts; what it returns is thrown instead. For faults.</summary>
    public Func<FakeCall, Exception?>? Fault { get; set; }

    /// <summary>As <see cref="Fault"/>, but the call has happened and only its answer is lost.</summary>
    public Func<FakeCall, Exception?>? LostAnswer { get; set; }

    /// <summary>Every call that acted, in order.</summary>
    public List<FakeCall> Calls { get; } = [];

    private TimeProvider Time => time;

    public long Revision => _store.Revision;

    public int OpenWatches => _store.WatchCount;

    /// <summary>Puts an object as it is, status included; uid and creation time are filled in where it has
    /// none.</summary>
    public T Put<T>(T value)
        where T : KubeObject => (T)_store.Put(ApiKinds.Of<T>(), value);

    public T? Find<T>(string ns, string name)
        where T : KubeObject => (T?)_store.Find(ApiKinds.Of<T>(), new ObjectKey(ns, name));

    public IReadOnlyList<T> All<T>()
        where T : KubeObject => [.. _store.List(ApiKinds.Of<T>(), FakeSelector.All).Cast<T>()];

    /// <summary>Takes an object away as if its deletion had come to its end.</summary>
    public void Remove<T>(string ns, string name)
        where T : KubeObject => _store.Remove(ApiKinds.Of<T>(), new ObjectKey(ns, name));

    /// <summary>Watches of a kind fall behind, until <see cref="ReleaseWatches"/>: caches of it grow old.</summary>
    public void HoldWatches<T>()
        where T : KubeObject => _store.Hold(ApiKinds.Of<T>());

    public void ReleaseWatches() => _store.Release();

    /// <summary>Ends every open watch in order, as a restarting server does.</summary>
    public void DropWatches() => _store.EndWatches(null);

    /// <summary>Breaks every open watch.</summary>
    public void FailWatches(Exception error) => _store.EndWatches(error);

    /// <summary>Forgets all history: a watch from any revision before now gets 410.</summary>
    public void Compact() => _store.Compact();

    public ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default) =>
        CallAsync("get", kind, key, subresource, () => _store.Get(kind, key, subresource), cancellation);

    public ValueTask<ObjectList> ListAsync(
        KindDefinition kind, ListQuery query, CancellationToken cancellation = default) =>
        CallAsync("list", kind, default, null, () => List(kind, query), cancellation);

    public ValueTask<IWatch> WatchAsync(
        KindDefinition kind, WatchQuery query, CancellationToken cancellation = default) =>
        CallAsync("watch", kind, default, null, () => (IWatch)_store.Watch(kind, query), cancellation);

    public ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync("create", kind, value.Key, null, () => _store.Create(kind, value), cancellation);

    public ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync("update", kind, value.Key, subresource, () => _store.Update(kind, value, subresource), cancellation);

    public ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default) =>
        CallAsync("patch", kind, key, subresource, () => Patch(kind, key, patch, subresource), cancellation);

    public ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default) =>
        CallAsync("delete", kind, key, null, () => _store.Delete(kind, key, options), cancellation);

    public async ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null,
        CancellationToken cancellation = default) =>
        await CallAsync("deletecollection", kind, default, null, () => DeleteAll(kind, query, options), cancellation);

    public async ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default) =>
        await CallAsync("create", kind, key, subresource, () => Post(kind, key, subresource, body), cancellation);

    public ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default) =>
        CallAsync("discover", null, default, null, () => (IReadOnlyList<KindDefinition>)ApiKinds.All, cancellation);

    public IApiClient WithLeader(LeaderToken leader) => new FakeApi(_whole ?? this, leader);

    private async ValueTask<TResult> CallAsync<TResult>(
        string verb, KindDefinition? kind, ObjectKey key, string? subresource, Func<TResult> act,
        CancellationToken cancellation)
    {
        var call = new FakeCall(verb, kind, key, subresource);
        await HopAsync();
        cancellation.ThrowIfCancellationRequested();
        if ((_whole ?? this).Fault?.Invoke(call) is { } refused)
            throw refused;
        RequireLeader(call);
        var result = act();
        lock (Calls)
            Calls.Add(call);
        await HopAsync();
        return (_whole ?? this).LostAnswer?.Invoke(call) is { } lost ? throw lost : result;
    }

    private void RequireLeader(FakeCall call)
    {
        if (_leader is not { } leader || !call.IsWrite
            || leader.IsOf(Find<Lease>(leader.Lease.Namespace, leader.Lease.Name)))
            return;
        throw Statuses.LeadershipEnded(
            call.Kind!.Gvk.Group, call.Kind.Plural, call.Key.Name, leader.Lease.ToString());
    }

    /// <summary>Outside a driver there is nobody to yield to.</summary>
    private static async ValueTask HopAsync()
    {
        if (SynchronizationContext.Current is not null)
            await Task.Yield();
    }

    private ObjectList List(KindDefinition kind, ListQuery query)
    {
        var selector = FakeSelector.Of(kind, query.Namespace, query.LabelSelector, query.FieldSelector);
        return new ObjectList([.. _store.List(kind, selector)], _store.Revision.ToString());
    }

    private KubeObject Patch(KindDefinition kind, ObjectKey key, Patch patch, string? subresource)
    {
        var current = _store.Get(kind, key);
        return _store.Update(kind, FakePatch.Apply(kind, current, patch), subresource);
    }

    private bool DeleteAll(KindDefinition kind, ListQuery query, DeleteOptions? options)
    {
        foreach (var value in List(kind, query).Items)
            _store.Delete(kind, value.Key, options);
        return true;
    }

    private bool Post(KindDefinition kind, ObjectKey key, string subresource, KubeObject body)
    {
        if (subresource != "binding" || body is not Binding binding)
            throw Statuses.NotFound(kind.Gvk.Group, kind.Plural, key.Name);
        var pod = (Pod)_store.Get(kind, key);
        if (pod.Spec.NodeName is { Length: > 0 } node)
        {
            throw Statuses.Conflict(
                "", "pods/binding", key.Name, $"pod {key.Name} is already assigned to node \"{node}\"");
        }
        _store.Put(kind, pod with
        {
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = pod.Status with { Conditions = WithScheduled(pod.Status.Conditions) },
        });
        return true;
    }

    private ValueList<PodCondition> WithScheduled(ValueList<PodCondition> conditions) => conditions
        .RemoveAll(condition => condition.Type == "PodScheduled")
        .Add(new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = time.GetUtcNow() });
}
