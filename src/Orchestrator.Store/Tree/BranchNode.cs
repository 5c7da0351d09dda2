namespace Orchestrator.Store.Tree;

/// <summary>Up to <see cref="EntryNode.Width"/> subtrees in key order.</summary>
/// <remarks>Keys[i] is at most the first key below Children[i] and above the last one below Children[i - 1]; Keys[0]
/// counts as lower than any key.</remarks>
internal sealed class BranchNode(object owner) : EntryNode(owner)
{
    public EntryNode[] Children { get; } = new EntryNode[Width];

    public string[] Keys { get; } = new string[Width];

    /// <summary>The child below which the key lies or belongs.</summary>
    public int ChildFor(string key)
    {
        int low = 1, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (string.CompareOrdinal(Keys[middle], key) <= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return low - 1;
    }

    /// <summary>Puts a child in; <see cref="EntryNode.Size"/> is the caller's to keep.</summary>
    public void Insert(int at, string key, EntryNode child)
    {
        Array.Copy(Children, at, Children, at + 1, Count - at);
        Array.Copy(Keys, at, Keys, at + 1, Count - at);
        Children[at] = child;
        Keys[at] = key;
        Count++;
    }

    /// <summary>Takes a child out; <see cref="EntryNode.Size"/> is the caller's to keep.</summary>
    public void RemoveAt(int at)
    {
        Count--;
        Array.Copy(Children, at + 1, Children, at, Count - at);
        Array.Copy(Keys, at + 1, Keys, at, Count - at);
        Children[Count] = null!;
        Keys[Count] = null!;
    }

    public override EntryNode CopyFor(object owner)
    {
        var copy = new BranchNode(owner) { Count = Count, Size = Size };
        Array.Copy(Children, copy.Children, Count);
        Array.Copy(Keys, copy.Keys, Count);
        return copy;
    }

    public override EntryNode SplitOff(int at, object owner)
    {
        var right = new BranchNode(owner) { Count = Count - at };
        Array.Copy(Children, at, right.Children, 0, right.Count);
        Array.Copy(Keys, at, right.Keys, 0, right.Count);
        Array.Clear(Children, at, right.Count);
        Array.Clear(Keys, at, right.Count);
        for (var i = 0; i < right.Count; i++)
            right.Size += right.Children[i].Size;
        Count = at;
        Size -= right.Size;
        return right;
    }

    public override void Absorb(EntryNode right, string separator)
    {
        Array.Copy(((BranchNode)right).Children, 0, Children, Count, right.Count);
        Array.Copy(((BranchNode)right).Keys, 0, Keys, Count, right.Count);
        // The neighbour's own first key may be too high by now: as a first one it counted as lower than any.
        Keys[Count] = separator;
        Count += right.Count;
        Size += right.Size;
    }
}
