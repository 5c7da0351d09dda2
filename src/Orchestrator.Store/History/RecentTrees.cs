using Orchestrator.Store.Tree;

namespace Orchestrator.Store.History;

/// <summary>The last few older states that were asked for: the pages of one list all ask for the same.</summary>
internal sealed class RecentTrees
{
    private const int Kept = 8;
    private readonly Lock _gate = new();
    private readonly (long Revision, EntryTree? Tree)[] _trees = new (long, EntryTree?)[Kept];
    private int _next;

    public EntryTree? Find(long revision)
    {
        lock (_gate)
        {
            foreach (var (known, tree) in _trees)
            {
                if (tree is not null && known == revision)
                    return tree;
            }
            return null;
        }
    }

    public void Keep(long revision, EntryTree tree)
    {
        lock (_gate)
        {
            _trees[_next] = (revision, tree);
            _next = (_next + 1) % Kept;
        }
    }

    /// <summary>Forgets states that may no longer be read.</summary>
    public void DropBelow(long revision)
    {
        lock (_gate)
        {
            for (var i = 0; i < Kept; i++)
            {
                if (_trees[i].Revision < revision)
                    _trees[i] = default;
            }
        }
    }
}
