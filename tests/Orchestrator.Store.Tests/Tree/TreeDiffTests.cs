using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Tree;

public class TreeDiffTests
{
    [Fact]
    public void Between_NamesEachKeyOnce_InOrder()
    {
        var before = TreeOf(("a", 1), ("b", 2), ("d", 4));
        var after = TreeOf(("b", 2), ("c", 6), ("d", 5), ("e", 7));
        var changes = TreeDiff.Between(before, after, revision: 9);
        Assert.Equal(["a", "c", "d", "e"], changes.Select(c => c.Key));
        Assert.Equal([9, 6, 5, 7], changes.Select(c => c.Revision));
        Assert.Equal([1, null, 4, null], changes.Select(c => c.Previous?.ModRevision));
        Assert.Equal([null, 6, 5, 7], changes.Select(c => c.Current?.ModRevision));
    }

    [Fact]
    public void Between_TheSame_IsNothing()
    {
        var tree = TreeOf(("a", 1));
        Assert.Empty(TreeDiff.Between(tree, tree, 9));
        Assert.Empty(TreeDiff.Between(EntryTree.Empty, EntryTree.Empty, 9));
    }

    private static EntryTree TreeOf(params (string Key, long Revision)[] entries)
    {
        var editor = EntryTree.Empty.Edit();
        foreach (var (key, revision) in entries)
            editor.Set(Objects.Entry(key, revision));
        return editor.Commit();
    }
}
