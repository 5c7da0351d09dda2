using Orchestrator.Store.History;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Snapshots;

/// <summary>What the first snapshot after a take-over has to hold.</summary>
public class CompactorTests
{
    private static readonly StoreOptions Small = new() { HistoryChangesMax = 5 };

    [Fact]
    public void WindowBehindTheSnapshot_UnknownKeys_EverythingIsWritten()
    {
        var history = Trimmed();
        var compactor = new Compactor(
            new RecoveredStore(2, history, Manifest.Empty, []) { IsAllDirty = true }, segmentBytes: 1000);
        var snapshot = compactor.Begin()!;
        Assert.Equal(history.CompactedRevision, snapshot.Manifest.Revision);
        Assert.Equal(
            history.At(history.CompactedRevision).Count, snapshot.Plan.Pieces.Sum(piece => piece.Entries.Count));
    }

    [Fact]
    public void WindowBehindTheSnapshot_KnownKeys_AreWritten()
    {
        var history = Trimmed();
        var keys = history.At(history.CompactedRevision).Between("", null).Select(entry => entry.Key).ToList();
        var compactor = new Compactor(
            new RecoveredStore(2, history, Manifest.Empty, []) { DirtyKeys = keys }, segmentBytes: 1000);
        Assert.Equal(keys.Count, compactor.Begin()!.Plan.Pieces.Sum(piece => piece.Entries.Count));
    }

    [Fact]
    public void WindowInFrontOfTheSnapshot_WaitsUntilItHasPassedIt()
    {
        var history = Trimmed();
        var compacted = history.CompactedRevision;
        var manifest = new Manifest(compacted + 3, 0, new(1, compacted + 3), []);
        var compactor = new Compactor(new RecoveredStore(2, history, manifest, []), segmentBytes: 1000);
        Assert.Null(compactor.Begin());
        Write(history, (int)history.Revision + 1, 1);
        compactor.Trim(0);
        Assert.Null(compactor.Begin());
        Write(history, (int)history.Revision + 1, 10);
        compactor.Trim(0);
        Assert.True(compactor.Begin()!.Manifest.Revision > manifest.Revision);
    }

    private static StoreHistory Trimmed()
    {
        var history = new StoreHistory(EntryTree.Empty, 0, default, 0, Small);
        Write(history, 1, 20);
        Assert.NotNull(history.Compact(0));
        return history;
    }

    private static void Write(StoreHistory history, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var editor = history.Head.Edit();
            var entry = Objects.Entry(Objects.Key($"k{i:D3}"), i);
            editor.Set(entry);
            history.Append([new StoreChange(i, entry.Key, null, entry)], editor.Commit(), new(1, i), i);
        }
    }
}
