namespace Orchestrator.Store.Tree;

/// <summary>Up to <see cref="EntryNode.Width"/> entries in key order.</summary>
internal sealed class LeafNode(object owner) : EntryNode(owner)
{
    public StoreEntry[] Entries { get; } = new StoreEntry[Width];

    /// <summary>The slot that holds the key, or the complement of the one where it belongs.</summary>
    public int IndexOf(string key)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(Entries[middle].Key, key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    public void Insert(int at, StoreEntry entry)
    {
        Array.Copy(Entries, at, Entries, at + 1, Count - at);
        Entries[at] = entry;
        Size = ++Count;
    }

    public void RemoveAt(int at)
    {
        Size = --Count;
        Array.Copy(Entries, at + 1, Entries, at, Count - at);
        Entries[Count] = null!;
    }

    public override EntryNode CopyFor(object owner)
    {
        var copy = new LeafNode(owner) { Count = Count, Size = Size };
        Array.Copy(Entries, copy.Entries, Count);
        return copy;
    }

    public override EntryNode SplitOff(int at, object owner)
    {
        var right = new LeafNode(owner) { Count = Count - at, Size = Count - at };
        Array.Copy(Entries, at, right.Entries, 0, right.Count);
        Array.Clear(Entries, at, right.Count);
        Size = Count = at;
        return right;
    }

    public override void Absorb(EntryNode right, string separator)
    {
        Array.Copy(((LeafNode)right).Entries, 0, Entries, Count, right.Count);
        Size = Count += right.Count;
    }
}
