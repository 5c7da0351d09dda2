using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>The objects and the history behind a <see cref="FakeApi"/>. Safe for threads.</summary>
internal sealed class FakeStore(TimeProvider time, Entropy entropy)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GroupVersionKind, SortedDictionary<ObjectKey, KubeObject>> _objects = [];
    private readonly List<FakeChange> _history = [];
    private readonly List<FakeWatch> _watches = [];
    private long _compacted;
    private volatile string? _held;

    public long Revision { get; private set; }

    public int WatchCount
    {
        get
        {
            lock (_gate)
                return _watches.Count;
        }
    }

    public KubeObject? Find(KindDefinition kind, ObjectKey key)
    {
        lock (_gate)
            return Of(kind).GetValueOrDefault(key);
    }

    public KubeObject Get(KindDefinition kind, ObjectKey key) =>
        Find(kind, key) ?? throw Statuses.NotFound(kind.Gvk.Group, kind.Plural, key.Name);

    /// <summary>The object also at its paths, as <c>status</c>; what other kinds are at, such as <c>scale</c>, is not
    /// faked.</summary>
    public KubeObject Get(KindDefinition kind, ObjectKey key, string? subresource)
    {
        if (string.IsNullOrEmpty(subresource))
            return Get(kind, key);
        var path = kind.Subresources.FirstOrDefault(path => path.Name == subresource) ?? throw Statuses.PathNotFound();
        return path.Kind == kind.Gvk
            ? Get(kind, key)
            : throw new NotSupportedException($"the fake API has no {kind.Plural}/{subresource}");
    }

    public List<KubeObject> List(KindDefinition kind, FakeSelector selector)
    {
        lock (_gate)
            return [.. Of(kind).Values.Where(selector.Matches)];
    }

    public KubeObject Put(KindDefinition kind, KubeObject value)
    {
        lock (_gate)
        {
            var old = Of(kind).GetValueOrDefault(value.Key);
            var uid = value.Metadata.Uid ?? old?.Metadata.Uid ?? entropy.NextUid();
            var created = value.Metadata.CreationTimestamp ?? old?.Metadata.CreationTimestamp ?? time.GetUtcNow();
            return Write(kind, old, value with
            {
                Metadata = value.Metadata with { Uid = uid, CreationTimestamp = created },
            });
        }
    }

    public KubeObject Create(KindDefinition kind, KubeObject value)
    {
        lock (_gate)
        {
            RefuseTerminating(kind, value.Metadata.Namespace);
            if (value.Metadata is { Name: not { Length: > 0 }, GenerateName: { } prefix })
                value = value with { Metadata = value.Metadata with { Name = prefix + entropy.NextSuffix(5) } };
            if (Of(kind).ContainsKey(value.Key))
                throw Statuses.AlreadyExists(kind.Gvk.Group, kind.Plural, value.Key.Name);
            var prepared = kind.Default(kind.PrepareForCreate(value));
            return Write(kind, null, prepared with
            {
                Metadata = prepared.Metadata with
                {
                    Uid = entropy.NextUid(),
                    CreationTimestamp = time.GetUtcNow(),
                    DeletionTimestamp = null,
                    DeletionGracePeriodSeconds = null,
                },
            });
        }
    }

    public KubeObject Update(KindDefinition kind, KubeObject value, string? subresource)
    {
        lock (_gate)
        {
            var old = Get(kind, value.Key);
            Check(kind, old, value.Metadata.Uid, value.Metadata.ResourceVersion);
            var next = subresource switch
            {
                null => kind.Default(kind.PrepareForUpdate(value, old)),
                "status" => kind.PrepareForStatusUpdate(value, old),
                "finalize" => ((Namespace)old) with { Spec = ((Namespace)value).Spec },
                _ when kind.Subresources.Any(path => path.Name == subresource) =>
                    kind.PrepareForSubresourceUpdate(subresource, value, old),
                _ => throw Statuses.NotFound(kind.Gvk.Group, kind.Plural, value.Key.Name),
            };
            next = next with
            {
                Metadata = next.Metadata with
                {
                    Uid = old.Metadata.Uid,
                    ResourceVersion = old.Metadata.ResourceVersion,
                    CreationTimestamp = old.Metadata.CreationTimestamp,
                    DeletionTimestamp = old.Metadata.DeletionTimestamp,
                    DeletionGracePeriodSeconds = old.Metadata.DeletionGracePeriodSeconds,
                },
            };
            if (IsFinished(next))
                return Erase(kind, old, next);
            return next.Equals(old) ? old : Write(kind, old, next);
        }
    }

    public KubeObject Delete(KindDefinition kind, ObjectKey key, DeleteOptions? options)
    {
        lock (_gate)
        {
            var old = Get(kind, key);
            Check(kind, old, options?.Preconditions?.Uid, options?.Preconditions?.ResourceVersion);
            var grace = options?.GracePeriodSeconds ?? kind.DefaultGracePeriodSeconds(old) ?? 0;
            if (old is Pod pod && HasNoKubelet(pod))
                grace = 0;
            if (old.Metadata.DeletionGracePeriodSeconds is { } before)
                grace = Math.Min(grace, before);
            var next = old with
            {
                Metadata = old.Metadata with
                {
                    DeletionTimestamp = old.Metadata.DeletionTimestamp ?? time.GetUtcNow().AddSeconds(grace),
                    DeletionGracePeriodSeconds = grace,
                    Finalizers = FinalizersFor(old.Metadata.Finalizers, options?.PropagationPolicy),
                },
            };
            if (next is Namespace ns)
                next = ns with { Status = ns.Status with { Phase = "Terminating" } };
            if (IsFinished(next))
                return Erase(kind, old, next);
            return next.Equals(old) ? old : Write(kind, old, next);
        }
    }

    public void Remove(KindDefinition kind, ObjectKey key)
    {
        lock (_gate)
        {
            if (Of(kind).TryGetValue(key, out var old))
                Erase(kind, old, old);
        }
    }

    public FakeWatch Watch(KindDefinition kind, WatchQuery query)
    {
        var selector = FakeSelector.Of(kind, query.Namespace, query.LabelSelector, query.FieldSelector);
        lock (_gate)
        {
            var watch = new FakeWatch(kind, selector, this);
            if (query.ResourceVersion is { Length: > 0 } text)
            {
                var after = long.Parse(text);
                if (after < _compacted)
                    throw Statuses.Expired($"too old resource version: {after} ({_compacted})");
                foreach (var change in _history.Where(change => change.Revision > after))
                    watch.Offer(change);
            }
            else
            {
                foreach (var value in Of(kind).Values)
                    watch.Offer(new FakeChange(Revision, kind, null, value));
            }
            _watches.Add(watch);
            return watch;
        }
    }

    public void Forget(FakeWatch watch)
    {
        lock (_gate)
            _watches.Remove(watch);
    }

    /// <summary>Watches of a kind deliver nothing until <see cref="Release"/>; null: none is held.</summary>
    public bool IsHeld(KindDefinition kind) => _held == kind.Plural;

    public void Hold(KindDefinition kind) => _held = kind.Plural;

    public void Release()
    {
        _held = null;
        lock (_gate)
        {
            foreach (var watch in _watches)
                watch.Release();
        }
    }

    public void EndWatches(Exception? error)
    {
        lock (_gate)
        {
            foreach (var watch in _watches)
                watch.End(error);
            _watches.Clear();
        }
    }

    public void Compact()
    {
        lock (_gate)
        {
            _history.Clear();
            _compacted = Revision;
        }
    }

    private static bool HasNoKubelet(Pod pod) =>
        pod.Spec.NodeName is not { Length: > 0 } || pod.Status.Phase is "Succeeded" or "Failed";

    private static ValueList<string> FinalizersFor(ValueList<string> finalizers, string? policy)
    {
        var wanted = policy switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        var other = policy is null
            ? finalizers
            : finalizers.RemoveAll(name => name is "foregroundDeletion" or "orphan");
        return wanted is null ? other : other.Add(wanted);
    }

    private static bool IsFinished(KubeObject value) =>
        value.IsTerminating && value.Metadata.Finalizers.IsEmpty
        && value.Metadata.DeletionGracePeriodSeconds is null or 0
        && (value as Namespace)?.Spec.Finalizers.IsEmpty != false;

    private static void Check(KindDefinition kind, KubeObject old, string? uid, string? resourceVersion)
    {
        if (uid is { Length: > 0 } && uid != old.Metadata.Uid)
        {
            throw Statuses.Conflict(
                kind.Gvk.Group, kind.Plural, old.Key.Name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Metadata.Uid}");
        }
        if (resourceVersion is { Length: > 0 } && resourceVersion != old.Metadata.ResourceVersion)
            throw Statuses.Conflict(kind.Gvk.Group, kind.Plural, old.Key.Name);
    }

    private void RefuseTerminating(KindDefinition kind, string? ns)
    {
        var key = new ObjectKey("", ns ?? "");
        if (!kind.Namespaced || Find(ApiKinds.Of<Namespace>(), key) is not { IsTerminating: true })
            return;
        var message = $"unable to create new content in namespace {ns} because it is being terminated";
        throw Statuses.From(new Status
        {
            StatusValue = "Failure",
            Code = 403,
            Reason = "Forbidden",
            Message = message,
            Details = new StatusDetails
            {
                Causes = [new StatusCause { Type = "NamespaceTerminating", Message = message }],
            },
        });
    }

    private KubeObject Write(KindDefinition kind, KubeObject? old, KubeObject value)
    {
        Revision++;
        value = value with { Metadata = value.Metadata with { ResourceVersion = Revision.ToString() } };
        Of(kind)[value.Key] = value;
        Tell(new FakeChange(Revision, kind, old, value));
        return value;
    }

    private KubeObject Erase(KindDefinition kind, KubeObject old, KubeObject last)
    {
        Revision++;
        last = last with { Metadata = last.Metadata with { ResourceVersion = Revision.ToString() } };
        Of(kind).Remove(old.Key);
        Tell(new FakeChange(Revision, kind, last, null));
        return last;
    }

    private void Tell(FakeChange change)
    {
        _history.Add(change);
        foreach (var watch in _watches)
            watch.Offer(change);
    }

    private SortedDictionary<ObjectKey, KubeObject> Of(KindDefinition kind)
    {
        if (!_objects.TryGetValue(kind.Gvk, out var objects))
            _objects[kind.Gvk] = objects = [];
        return objects;
    }
}

/// <summary>One write: no old for a create, no new for a removal (old is then the last state, at the removal's
/// revision).</summary>
internal sealed record FakeChange(long Revision, KindDefinition Kind, KubeObject? Old, KubeObject? New);
