using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Snapshots;

public class SegmentPlanTests
{
    private const int Target = 4000;
    private long _number;

    [Fact]
    public void First_CutsEverythingIntoSegmentsOfTheTargetSize()
    {
        var plan = Plan([], Tree(100), ["/r/000"]);
        Assert.InRange(plan.Segments.Count, 3, 20);
        Assert.Equal(plan.Segments.Select(s => s.Id), plan.Pieces.Select(p => p.Id));
        Assert.Equal(100, plan.Pieces.Sum(p => p.Entries.Count));
        Assert.Empty(plan.Obsolete);
    }

    [Fact]
    public void OneKeyChanged_RewritesItsSegmentAlone()
    {
        var tree = Tree(100);
        var first = Plan([], tree, ["/r/000"]);
        var editor = tree.Edit();
        editor.Set(Objects.Entry("/r/050", 200, "changed"));
        var second = Plan(first.Segments, editor.Commit(), ["/r/050"]);

        Assert.Equal(second.Obsolete, first.Segments.Except(second.Segments).Select(s => s.Id));
        Assert.Single(second.Obsolete);
        Assert.Contains(second.Pieces.SelectMany(p => p.Entries), e => e is { Key: "/r/050", ModRevision: 200 });
        Assert.Equal(first.Segments.Count - 1, first.Segments.Intersect(second.Segments).Count());
    }

    [Fact]
    public void EverythingDeleted_LeavesNoSegment()
    {
        var first = Plan([], Tree(100), ["/r/000"]);
        var second = Plan(first.Segments, EntryTree.Empty, Keys(100));
        Assert.Empty(second.Segments);
        Assert.Equal(first.Segments.Count, second.Obsolete.Count);
    }

    [Fact]
    public void SegmentThatShrank_TakesItsNeighbourIn()
    {
        var tree = Tree(100);
        var first = Plan([], tree, ["/r/000"]);
        var gone = Keys(100).Where(k => string.CompareOrdinal(k, first.Segments[1].FirstKey) < 0).Skip(1).ToList();
        var editor = tree.Edit();
        gone.ForEach(editor.Remove);
        var second = Plan(first.Segments, editor.Commit(), gone);
        Assert.Equal(first.Segments.Take(2).Select(s => s.Id), second.Obsolete);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomRounds_SegmentsAlwaysHoldTheTree(int seed)
    {
        var random = new Random(seed);
        var tree = EntryTree.Empty;
        IReadOnlyList<Segment> segments = [];
        var stored = new Dictionary<SegmentId, IReadOnlyList<StoreEntry>>();
        for (var round = 1; round < 60; round++)
        {
            var editor = tree.Edit();
            var dirty = new List<string>();
            for (var i = random.Next(40); i > 0; i--)
            {
                var key = $"/r/{random.Next(300):D3}";
                dirty.Add(key);
                editor.Put(key, random.Next(3) == 0 || round > 40 ? null : Objects.Entry(key, round));
            }
            tree = editor.Commit();
            var plan = Plan(segments, tree, dirty);
            foreach (var piece in plan.Pieces)
                stored.Add(piece.Id, piece.Entries);
            foreach (var id in plan.Obsolete)
                Assert.True(stored.Remove(id));
            segments = plan.Segments;
            Assert.Equal(segments.Select(s => s.Id).Order(ById), stored.Keys.Order(ById));
            Assert.Equal(
                tree.Range("", null).Select(e => (e.Key, e.ModRevision)),
                segments.SelectMany(s => stored[s.Id]).Select(e => (e.Key, e.ModRevision)));
        }
    }

    private static readonly Comparer<SegmentId> ById = Comparer<SegmentId>.Create((a, b) => a.Number.CompareTo(b.Number));

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(i => $"/r/{i:D3}");

    private static EntryTree Tree(int count)
    {
        var editor = EntryTree.Empty.Edit();
        foreach (var key in Keys(count))
            editor.Set(Objects.Entry(key));
        return editor.Commit();
    }

    private SegmentPlan Plan(IReadOnlyList<Segment> current, EntryTree tree, IEnumerable<string> dirty) =>
        SegmentPlan.For(current, tree, dirty, () => new SegmentId(1, ++_number), Target);
}
