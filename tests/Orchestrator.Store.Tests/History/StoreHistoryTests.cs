using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.History;

public class StoreHistoryTests
{
    private const long Minute = 60_000;

    [Fact]
    public void At_EveryRetainedRevision_IsTheStateThen()
    {
        var history = Filled(20_000, perBatch: 7, msPerBatch: 0);
        foreach (var revision in new[] { 0L, 1, 2, 4095, 4096, 4097, 9000, 15_000, 19_999, 20_000 })
        {
            var tree = history.At(revision);
            Assert.Equal(Math.Min(revision, 50), tree.Count);
            if (revision > 0)
                Assert.Equal(revision, tree.Get(KeyOf(revision))!.ModRevision);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => history.At(20_001));
    }

    [Fact]
    public void ChangesAfter_GivesThoseBehindItWithThePrefix()
    {
        var history = Filled(10_000, perBatch: 10, msPerBatch: 0);
        Assert.Equal(
            Enumerable.Range(4001, 6000).Select(i => (long)i), history.ChangesAfter(4000, "/r/").Select(c => c.Revision));
        Assert.Equal(200, history.ChangesAfter(0, KeyOf(3)).Count);
        Assert.Empty(history.ChangesAfter(10_000, ""));
        Assert.Empty(history.ChangesAfter(99_000, ""));
    }

    [Fact]
    public void Compact_Time_KeepsTheWindowAndAtMostAFifthMore()
    {
        // One change per second for twenty minutes.
        var history = Filled(1200, perBatch: 1, msPerBatch: 1000);
        var compaction = history.Compact(1200 * 1000)!;
        Assert.InRange(compaction.Revision, 1200 - 360 - 1, 1200 - 300);
        Assert.Equal(compaction.Revision, history.CompactedRevision);
        Assert.Equal(50, compaction.Tree.Count);
        Assert.Equal(compaction.Revision, compaction.Keys.Count());
        Assert.Equal(compaction.Revision, history.At(compaction.Revision).Get(KeyOf(compaction.Revision))!.ModRevision);
        var error = Assert.Throws<CompactedException>(() => history.ChangesAfter(compaction.Revision - 1, ""));
        Assert.Equal(compaction.Revision, error.CompactedRevision);
        Assert.Throws<CompactedException>(() => history.At(compaction.Revision - 1));
        Assert.Null(history.Compact(1200 * 1000));
    }

    [Fact]
    public void Compact_Quiet_KeepsTheLastChangesHoweverOld()
    {
        var history = Filled(10, perBatch: 1, msPerBatch: 1);
        Assert.Null(history.Compact(600 * Minute));
        Assert.Equal(0, history.CompactedRevision);
    }

    [Fact]
    public void Compact_TooMany_DropsHoweverYoung()
    {
        var history = Filled(5000, perBatch: 10, msPerBatch: 0, new StoreOptions { HistoryChangesMax = 1000 });
        Assert.True(history.IsOverfull);
        history.Compact(0);
        Assert.InRange(history.Count, 600, 1000);
        Assert.False(history.IsOverfull);
    }

    [Fact]
    public void Compact_TooManyBytes_DropsHoweverYoung()
    {
        var bytes = Objects.Entry("/r/1").Value.Size;
        var history = Filled(1000, perBatch: 10, msPerBatch: 0, new StoreOptions { HistoryBytesMax = bytes * 300 });
        history.Compact(0);
        Assert.InRange(history.Count, 150, 310);
    }

    private static string KeyOf(long revision) => $"/r/{revision % 50}/";

    private static StoreHistory Filled(int changes, int perBatch, long msPerBatch, StoreOptions? options = null)
    {
        var history = new StoreHistory(EntryTree.Empty, 0, default, 0, options ?? StoreOptions.Default);
        var time = 0L;
        var row = 0;
        for (var revision = 1L; revision <= changes;)
        {
            var editor = history.Head.Edit();
            var batch = new List<StoreChange>();
            for (var i = 0; i < perBatch && revision <= changes; i++, revision++)
            {
                var key = KeyOf(revision);
                var entry = Objects.Entry(key, revision);
                batch.Add(new StoreChange(revision, key, editor.Get(key), entry));
                editor.Set(entry);
            }
            history.Append(batch, editor.Commit(), new JournalPosition(1, ++row), time += msPerBatch);
        }
        return history;
    }
}
