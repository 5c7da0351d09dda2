using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Api.Values;

/// <summary>An immutable map from string, kept in ordinal key order, as Kubernetes writes maps; equal to one with
/// equal entries.</summary>
/// <remarks>Maps in objects are small: entries lie in one sorted array, looked up by binary search.</remarks>
public readonly struct ValueMap<T> : IReadOnlyCollection<KeyValuePair<string, T>>, IEquatable<ValueMap<T>>
{
    private readonly KeyValuePair<string, T>[]? _entries;

    private ValueMap(KeyValuePair<string, T>[]? entries) => _entries = entries;

    public static ValueMap<T> Empty => default;

    public int Count => _entries?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    /// <summary>The value under <paramref name="key"/>; the type's default where there is none.</summary>
    public T? this[string key] => TryGetValue(key, out var value) ? value : default;

    public IEnumerable<string> Keys => (_entries ?? []).Select(entry => entry.Key);

    public IEnumerable<T> Values => (_entries ?? []).Select(entry => entry.Value);

    /// <summary>Entries in any order; of two with one key the later wins.</summary>
    public static ValueMap<T> From(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            sorted[key] = value;
        return sorted.Count == 0 ? default : new([.. sorted]);
    }

    /// <summary>Takes an array as the map's own; sorts it first where it must.</summary>
    internal static ValueMap<T> Adopt(KeyValuePair<string, T>[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) >= 0)
                return From(entries);
        }
        return entries.Length == 0 ? default : new(entries);
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries![index].Value : default;
        return index >= 0;
    }

    public ValueMap<T> With(string key, T value)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            var copy = (KeyValuePair<string, T>[])_entries!.Clone();
            copy[index] = new(key, value);
            return new(copy);
        }
        var grown = new KeyValuePair<string, T>[Count + 1];
        var at = ~index;
        AsSpan()[..at].CopyTo(grown);
        grown[at] = new(key, value);
        AsSpan()[at..].CopyTo(grown.AsSpan(at + 1));
        return new(grown);
    }

    public ValueMap<T> Without(string key)
    {
        var index = IndexOf(key);
        if (index < 0)
            return this;
        if (Count == 1)
            return default;
        var shrunk = new KeyValuePair<string, T>[Count - 1];
        AsSpan()[..index].CopyTo(shrunk);
        AsSpan()[(index + 1)..].CopyTo(shrunk.AsSpan(index));
        return new(shrunk);
    }

    public ReadOnlySpan<KeyValuePair<string, T>> AsSpan() => _entries;

    public ReadOnlySpan<KeyValuePair<string, T>>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)(_entries ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_entries ?? []).GetEnumerator();

    public bool Equals(ValueMap<T> other)
    {
        if (ReferenceEquals(_entries, other._entries))
            return true;
        if (Count != other.Count)
            return false;
        for (var i = 0; i < Count; i++)
        {
            if (!string.Equals(_entries![i].Key, other._entries![i].Key, StringComparison.Ordinal)
                || !EqualityComparer<T>.Default.Equals(_entries[i].Value, other._entries[i].Value))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => obj is ValueMap<T> other && Equals(other);

    /// <summary>The count: cheap, and equal for equal maps.</summary>
    public override int GetHashCode() => Count;

    public static bool operator ==(ValueMap<T> left, ValueMap<T> right) => left.Equals(right);

    public static bool operator !=(ValueMap<T> left, ValueMap<T> right) => !left.Equals(right);

    private int IndexOf(string key)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(_entries![middle].Key, key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}

public static class ValueMap
{
    public static ValueMap<T> Of<T>(params ReadOnlySpan<(string Key, T Value)> entries)
    {
        var map = ValueMap<T>.Empty;
        foreach (var (key, value) in entries)
            map = map.With(key, value);
        return map;
    }

    public static ValueMap<T> ToValueMap<T>(this IEnumerable<KeyValuePair<string, T>> entries) =>
        ValueMap<T>.From(entries);
}
