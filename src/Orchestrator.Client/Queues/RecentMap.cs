using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Client;

/// <summary>A map that keeps only its most recently used entries.</summary>
public sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];

    public int Count => _nodes.Count;

    /// <summary>Finds the value and makes it the most recently used.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (_nodes.Remove(key, out var old))
            _byUse.Remove(old);
        _nodes[key] = _byUse.AddFirst((key, value));
        if (_nodes.Count <= capacity)
            return;
        _nodes.Remove(_byUse.Last!.Value.Key);
        _byUse.RemoveLast();
    }

    public bool Remove(TKey key)
    {
        if (!_nodes.Remove(key, out var node))
            return false;
        _byUse.Remove(node);
        return true;
    }
}
