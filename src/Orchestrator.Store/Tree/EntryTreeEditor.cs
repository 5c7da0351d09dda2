namespace Orchestrator.Store.Tree;

/// <summary>A batch of changes to an <see cref="EntryTree"/>: the first change below a node copies it, later ones reuse
/// the copy.</summary>
/// <remarks>Invariant: a node owned by this editor has only owned ancestors. <see cref="Commit"/> gives the ownership
/// up, so nothing that a reader may hold is ever changed.</remarks>
internal sealed class EntryTreeEditor(EntryNode root)
{
    private EntryNode _root = root;
    private object _owner = new();

    public EntryTree Commit()
    {
        _owner = new object();
        return new EntryTree(_root);
    }

    public StoreEntry? Get(string key) => new EntryTree(_root).Get(key);

    /// <summary>Makes the key hold the entry, or nothing.</summary>
    public void Put(string key, StoreEntry? entry)
    {
        if (entry is null)
            Remove(key);
        else
            Set(entry);
    }

    public void Set(StoreEntry entry)
    {
        _root = Set(_root, entry, out var right);
        if (right is null)
            return;
        var grown = new BranchNode(_owner) { Size = _root.Size + right.Size };
        grown.Insert(0, "", _root);
        grown.Insert(1, FirstKey(right), right);
        _root = grown;
    }

    /// <summary>Takes a key out; a key that is not there changes nothing.</summary>
    public void Remove(string key)
    {
        if (Get(key) is null)
            return;
        _root = Remove(_root, key);
        while (_root is BranchNode { Count: 1 } branch)
            _root = branch.Children[0];
        if (_root.Count == 0)
            _root = new LeafNode(_owner);
    }

    private EntryNode Set(EntryNode node, StoreEntry entry, out EntryNode? right)
    {
        node = Own(node);
        right = node is LeafNode leaf ? SetInLeaf(leaf, entry) : SetInBranch((BranchNode)node, entry);
        return node;
    }

    private LeafNode? SetInLeaf(LeafNode leaf, StoreEntry entry)
    {
        var index = leaf.IndexOf(entry.Key);
        if (index >= 0)
        {
            leaf.Entries[index] = entry;
            return null;
        }
        index = ~index;
        if (leaf.Count < EntryNode.Width)
        {
            leaf.Insert(index, entry);
            return null;
        }
        // Keys that arrive in order (a start from segments, numbered names) leave full leaves behind.
        var at = index == leaf.Count ? leaf.Count : leaf.Count / 2;
        var right = (LeafNode)leaf.SplitOff(at, _owner);
        if (index > at || right.Count == 0)
            right.Insert(index - at, entry);
        else
            leaf.Insert(index, entry);
        return right;
    }

    private BranchNode? SetInBranch(BranchNode branch, StoreEntry entry)
    {
        var index = branch.ChildFor(entry.Key);
        var before = branch.Children[index].Size;
        var child = Set(branch.Children[index], entry, out var split);
        branch.Children[index] = child;
        branch.Size += child.Size + (split?.Size ?? 0) - before;
        if (split is null)
            return null;
        if (branch.Count < EntryNode.Width)
        {
            branch.Insert(index + 1, FirstKey(split), split);
            return null;
        }
        return SplitBranch(branch, index + 1, split);
    }

    private BranchNode SplitBranch(BranchNode branch, int index, EntryNode child)
    {
        // The branch counts the new child already, which the split below does not see.
        branch.Size -= child.Size;
        var at = index == branch.Count ? branch.Count - 1 : branch.Count / 2;
        var right = (BranchNode)branch.SplitOff(at, _owner);
        var (target, slot) = index > at ? (right, index - at) : (branch, index);
        target.Insert(slot, FirstKey(child), child);
        target.Size += child.Size;
        return right;
    }

    private EntryNode Remove(EntryNode node, string key)
    {
        node = Own(node);
        if (node is LeafNode leaf)
        {
            leaf.RemoveAt(leaf.IndexOf(key));
            return leaf;
        }
        var branch = (BranchNode)node;
        var index = branch.ChildFor(key);
        var child = Remove(branch.Children[index], key);
        branch.Children[index] = child;
        branch.Size--;
        if (child.Count == 0)
            branch.RemoveAt(index);
        else if (child.Count < EntryNode.Sparse)
            Join(branch, index);
        return branch;
    }

    private void Join(BranchNode branch, int index)
    {
        var left = index > 0 ? index - 1 : index;
        if (left + 1 >= branch.Count
            || branch.Children[left].Count + branch.Children[left + 1].Count > EntryNode.Width)
        {
            return;
        }
        var joined = Own(branch.Children[left]);
        joined.Absorb(branch.Children[left + 1], branch.Keys[left + 1]);
        branch.Children[left] = joined;
        branch.RemoveAt(left + 1);
    }

    private EntryNode Own(EntryNode node) => ReferenceEquals(node.Owner, _owner) ? node : node.CopyFor(_owner);

    private static string FirstKey(EntryNode node) =>
        node is LeafNode leaf ? leaf.Entries[0].Key : ((BranchNode)node).Keys[0];
}
