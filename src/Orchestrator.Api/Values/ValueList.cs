using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Orchestrator.Api.Values;

/// <summary>An immutable list that equals another with equal items; its default is the empty list.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items;

    public ValueList(ImmutableArray<T> items) => _items = items;

    public static ValueList<T> Empty => default;

    public int Count => _items.IsDefault ? 0 : _items.Length;

    public bool IsEmpty => Count == 0;

    public T this[int index] => _items[index];

    public ReadOnlySpan<T> AsSpan() => _items.IsDefault ? default : _items.AsSpan();

    public ValueList<T> Add(T item) => new(_items.IsDefault ? [item] : _items.Add(item));

    public ValueList<T> SetItem(int index, T item) => new(_items.SetItem(index, item));

    public ValueList<T> RemoveAll(Predicate<T> match) => _items.IsDefault ? this : new(_items.RemoveAll(match));

    public ImmutableArray<T>.Enumerator GetEnumerator() => (_items.IsDefault ? [] : _items).GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() =>
        ((IEnumerable<T>)(_items.IsDefault ? [] : _items)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    public bool Equals(ValueList<T> other) =>
        (!_items.IsDefault && !other._items.IsDefault && _items == other._items)
            || AsSpan().SequenceEqual(other.AsSpan(), null);

    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <summary>The count: cheap, and equal for equal lists.</summary>
    public override int GetHashCode() => Count;

    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

public static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new([.. items]);

    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
