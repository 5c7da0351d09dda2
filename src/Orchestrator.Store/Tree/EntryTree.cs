namespace Orchestrator.Store.Tree;

/// <summary>A persistent B+tree of entries in ordinal key order: immutable, so that a snapshot is a reference, and
/// shared with its predecessors except for the paths to what changed.</summary>
/// <remarks>Subtrees know their sizes, so ranks and prefix counts cost a descent. Changes go through
/// <see cref="Edit"/>, which copies each touched node once per batch.</remarks>
internal sealed class EntryTree(EntryNode root)
{
    private const int DepthMax = 16;

    public static EntryTree Empty { get; } = new(new LeafNode(new object()));

    public int Count => root.Size;

    public EntryTreeEditor Edit() => new(root);

    public StoreEntry? Get(string key)
    {
        var node = root;
        while (node is BranchNode branch)
            node = branch.Children[branch.ChildFor(key)];
        var leaf = (LeafNode)node;
        var index = leaf.IndexOf(key);
        return index < 0 ? null : leaf.Entries[index];
    }

    public int CountPrefix(string prefix) => RankBehindPrefix(prefix) - RankOf(prefix);

    /// <summary>Entries whose key begins with the prefix and lies behind <paramref name="after"/>.</summary>
    public IEnumerable<StoreEntry> Range(string prefix, string? after)
    {
        var end = RankBehindPrefix(prefix);
        var start = after is null || string.CompareOrdinal(after, prefix) < 0 ? RankOf(prefix) : RankBehind(after);
        return Slice(start, end - start);
    }

    /// <summary>Entries from one key, inclusive, to another, exclusive; null is the end.</summary>
    public IEnumerable<StoreEntry> Between(string from, string? to)
    {
        var start = RankOf(from);
        return Slice(start, (to is null ? Count : RankOf(to)) - start);
    }

    /// <summary>How many keys are lower.</summary>
    public int RankOf(string key)
    {
        var rank = 0;
        var node = root;
        while (node is BranchNode branch)
            node = Descend(branch, branch.ChildFor(key), ref rank);
        var index = ((LeafNode)node).IndexOf(key);
        return rank + (index < 0 ? ~index : index);
    }

    private int RankBehind(string key) => RankOf(key) + (Get(key) is null ? 0 : 1);

    private int RankBehindPrefix(string prefix)
    {
        var rank = 0;
        var node = root;
        while (node is BranchNode branch)
        {
            var child = branch.Count - 1;
            while (child > 0 && ComparePrefix(branch.Keys[child], prefix) > 0)
                child--;
            node = Descend(branch, child, ref rank);
        }
        var leaf = (LeafNode)node;
        var index = leaf.Count;
        while (index > 0 && ComparePrefix(leaf.Entries[index - 1].Key, prefix) > 0)
            index--;
        return rank + index;
    }

    private static EntryNode Descend(BranchNode branch, int child, ref int rank)
    {
        for (var i = 0; i < child; i++)
            rank += branch.Children[i].Size;
        return branch.Children[child];
    }

    /// <summary>Zero for a key that begins with the prefix.</summary>
    private static int ComparePrefix(string key, string prefix) =>
        string.CompareOrdinal(key, 0, prefix, 0, prefix.Length);

    private IEnumerable<StoreEntry> Slice(int start, int count)
    {
        if (count <= 0)
            yield break;
        var path = new (BranchNode Branch, int Child)[DepthMax];
        var depth = 0;
        var node = root;
        while (true)
        {
            while (node is BranchNode branch)
            {
                var child = 0;
                while (start >= branch.Children[child].Size)
                    start -= branch.Children[child++].Size;
                path[depth++] = (branch, child);
                node = branch.Children[child];
            }
            var leaf = (LeafNode)node;
            for (; start < leaf.Count; start++)
            {
                yield return leaf.Entries[start];
                if (--count == 0)
                    yield break;
            }
            start = 0;
            while (path[depth - 1].Child == path[depth - 1].Branch.Count - 1)
                depth--;
            var (parent, last) = path[depth - 1];
            path[depth - 1] = (parent, last + 1);
            node = parent.Children[last + 1];
        }
    }
}
