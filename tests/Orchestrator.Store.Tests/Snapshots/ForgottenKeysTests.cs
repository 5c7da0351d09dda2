using Orchestrator.Store.History;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Snapshots;

public class ForgottenKeysTests
{
    [Fact]
    public void After_NamesWhatASnapshotLacks()
    {
        var keys = new ForgottenKeys(known: 10);
        keys.Add(Dropped(20, "a", "b", "a"));
        keys.Add(Dropped(30, "c"));
        Assert.Equal(["a", "b", "c"], keys.After(10));
        Assert.Equal(["a", "b", "c"], keys.After(19));
        Assert.Equal(["c"], keys.After(20));
        Assert.Empty(keys.After(30)!);
    }

    [Fact]
    public void After_WhereChangesAreNotKnown_SaysSo()
    {
        var keys = new ForgottenKeys(known: 10);
        Assert.Null(keys.After(9));
        keys.Add(Dropped(20, "a"));
        keys.Written(20);
        Assert.True(keys.IsEmpty);
        Assert.Null(keys.After(19));
        Assert.Empty(keys.After(20)!);
    }

    [Fact]
    public void TooMany_AreForgotten_TheOldestFirst()
    {
        var keys = new ForgottenKeys(known: 0);
        keys.Add(Dropped(10, [.. Enumerable.Range(0, 150_000).Select(i => $"x{i}")]));
        keys.Add(Dropped(20, [.. Enumerable.Range(0, 60_000).Select(i => $"y{i}")]));
        Assert.Null(keys.After(9));
        Assert.Equal(60_000, keys.After(10)!.Count);
    }

    private static Compaction Dropped(long revision, params string[] keys)
    {
        var chunk = new HistoryChunk(EntryTree.Empty, revision - keys.Length, default, 0);
        foreach (var key in keys)
            chunk.Add(new StoreChange(1, key, null, null), 0);
        return new Compaction(EntryTree.Empty, revision, default, 0, [chunk]);
    }
}
