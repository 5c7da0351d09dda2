using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Objects of one kind by key, by namespace and by any number of indices. Not safe for threads: its informer
/// locks.</summary>
/// <remarks>Invariant: every walk is in key order (ordinal), so that what controllers do with a list does not depend on
/// hashing.</remarks>
internal sealed class ObjectCache
{
    private readonly Dictionary<ObjectKey, KubeObject> _byKey = [];
    private readonly SortedDictionary<string, SortedDictionary<ObjectKey, KubeObject>> _byNamespace =
        new(StringComparer.Ordinal);

    private readonly List<(ObjectIndex Index, Dictionary<string, SortedDictionary<ObjectKey, KubeObject>> Buckets)>
        _indices = [];

    public int Count => _byKey.Count;

    public KubeObject? Find(ObjectKey key) => _byKey.GetValueOrDefault(key);

    public void AddIndex(ObjectIndex index)
    {
        foreach (var (known, _) in _indices)
        {
            if (ReferenceEquals(known, index))
                return;
        }
        Dictionary<string, SortedDictionary<ObjectKey, KubeObject>> buckets = new(StringComparer.Ordinal);
        foreach (var space in _byNamespace.Values)
        {
            foreach (var value in space.Values)
                Enter(index, buckets, value);
        }
        _indices.Add((index, buckets));
    }

    /// <summary>Puts the object in place of the one of its key, which is returned.</summary>
    public KubeObject? Put(KubeObject value)
    {
        var old = Remove(value.Key);
        _byKey[value.Key] = value;
        Enter(_byNamespace, value.Key.Namespace, value);
        foreach (var (index, buckets) in _indices)
            Enter(index, buckets, value);
        return old;
    }

    public KubeObject? Remove(ObjectKey key)
    {
        if (!_byKey.Remove(key, out var old))
            return null;
        Leave(_byNamespace, key.Namespace, key);
        foreach (var (index, buckets) in _indices)
        {
            foreach (var value in index.ValuesOf(old))
                Leave(buckets, value, key);
        }
        return old;
    }

    public List<T> All<T>()
        where T : KubeObject
    {
        List<T> all = new(_byKey.Count);
        foreach (var space in _byNamespace.Values)
            AddTo(all, space);
        return all;
    }

    public List<T> InNamespace<T>(string ns)
        where T : KubeObject => Bucket<T>(_byNamespace, ns);

    public List<T> ByIndex<T>(ObjectIndex index, string value)
        where T : KubeObject
    {
        foreach (var (known, buckets) in _indices)
        {
            if (ReferenceEquals(known, index))
                return Bucket<T>(buckets, value);
        }
        throw new Actors.InvariantException($"index {index.Name} was not added before it was read");
    }

    private static List<T> Bucket<T>(IDictionary<string, SortedDictionary<ObjectKey, KubeObject>> buckets, string value)
        where T : KubeObject
    {
        if (!buckets.TryGetValue(value, out var bucket))
            return [];
        List<T> found = new(bucket.Count);
        AddTo(found, bucket);
        return found;
    }

    private static void AddTo<T>(List<T> list, SortedDictionary<ObjectKey, KubeObject> bucket)
        where T : KubeObject
    {
        foreach (var value in bucket.Values)
            list.Add((T)value);
    }

    private static void Enter(
        ObjectIndex index, IDictionary<string, SortedDictionary<ObjectKey, KubeObject>> buckets, KubeObject value)
    {
        foreach (var found in index.ValuesOf(value))
            Enter(buckets, found, value);
    }

    private static void Enter(
        IDictionary<string, SortedDictionary<ObjectKey, KubeObject>> buckets, string name, KubeObject value)
    {
        if (!buckets.TryGetValue(name, out var bucket))
            buckets[name] = bucket = [];
        bucket[value.Key] = value;
    }

    private static void Leave(
        IDictionary<string, SortedDictionary<ObjectKey, KubeObject>> buckets, string name, ObjectKey key)
    {
        if (buckets.TryGetValue(name, out var bucket) && bucket.Remove(key) && bucket.Count == 0)
            buckets.Remove(name);
    }
}
