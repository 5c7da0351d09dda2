using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Tree;

public class EntryTreeTests
{
    private static readonly StoredObject Shared = Objects.Entry("/registry/configmaps/default/any").Value;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomEdits_MatchASortedDictionary_AndLeaveOlderTreesAlone(int seed)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var tree = EntryTree.Empty;
        var frozen = new List<(EntryTree Tree, (string, long)[] Content)>();
        for (var batch = 0; batch < 300; batch++)
        {
            var editor = tree.Edit();
            // Grow first, then shrink to almost nothing.
            var grow = batch < 150;
            for (var i = random.Next(1, 60); i > 0; i--)
            {
                var key = $"/r/{random.Next(4)}/{random.Next(1500)}";
                if (random.Next(10) < (grow ? 8 : 1))
                {
                    editor.Set(new StoreEntry(key, Shared, 1, batch));
                    model[key] = batch;
                }
                else if (!grow && model.Count > 0)
                {
                    key = model.Keys.ElementAt(random.Next(model.Count));
                    editor.Remove(key);
                    model.Remove(key);
                }
                else
                {
                    editor.Remove(key);
                    model.Remove(key);
                }
            }
            tree = editor.Commit();
            Check(model, tree, random);
            if (batch % 50 == 0)
                frozen.Add((tree, Content(tree)));
        }
        foreach (var (old, content) in frozen)
            Assert.Equal(content, Content(old));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void GrowingAndShrinkingInWaves_KeepsEveryKeyFindable(int seed)
    {
        // Deep enough that branches join, and keys arrive in front of joined ones afterwards.
        var random = new Random(seed);
        var model = new SortedSet<string>(StringComparer.Ordinal);
        var tree = EntryTree.Empty;
        for (var wave = 0; wave < 30; wave++)
        {
            var editor = tree.Edit();
            var (low, high) = (random.Next(9000), random.Next(9000));
            for (var i = 0; i < 3000; i++)
            {
                var key = $"/r/{random.Next(9000):D4}";
                editor.Set(new StoreEntry(key, Shared, 1, wave));
                model.Add(key);
            }
            foreach (var key in model.Where(_ => random.Next(20) > 0).ToList())
            {
                if (string.CompareOrdinal(key, $"/r/{Math.Min(low, high):D4}") < 0
                    || string.CompareOrdinal(key, $"/r/{Math.Max(low, high):D4}") > 0)
                {
                    continue;
                }
                editor.Remove(key);
                model.Remove(key);
            }
            tree = editor.Commit();
            Assert.Equal(model, tree.Range("", null).Select(entry => entry.Key));
            Assert.All(model, key => Assert.NotNull(tree.Get(key)));
            Assert.Equal(model.Count, tree.Count);
        }
    }

    [Fact]
    public void Range_PrefixAndAfter_StopsAtThePrefixesEnd()
    {
        var editor = EntryTree.Empty.Edit();
        foreach (var key in new[] { "/a/1", "/a/2", "/a/3", "/ab/1", "/b/1" })
            editor.Set(new StoreEntry(key, Shared, 1, 1));
        var tree = editor.Commit();

        Assert.Equal(["/a/2", "/a/3"], tree.Range("/a/", "/a/1").Select(e => e.Key));
        Assert.Equal(["/a/2", "/a/3"], tree.Range("/a/", "/a/11").Select(e => e.Key));
        Assert.Equal(["/a/1", "/a/2", "/a/3"], tree.Range("/a/", "/0").Select(e => e.Key));
        Assert.Empty(tree.Range("/a/", "/ab/1"));
        Assert.Empty(tree.Range("/c", null));
        Assert.Equal(5, tree.Range("", null).Count());
        Assert.Equal(4, tree.CountPrefix("/a"));
    }

    [Fact]
    public void KeysInOrder_FillTheirLeaves()
    {
        var editor = EntryTree.Empty.Edit();
        for (var i = 0; i < 100_000; i++)
            editor.Set(new StoreEntry($"/r/{i:D6}", Shared, 1, i));
        var tree = editor.Commit();
        Assert.Equal(100_000, tree.Count);
        Assert.Equal(50_000, tree.RankOf("/r/050000"));
        Assert.Equal("/r/099999", tree.Range("/r/", "/r/099998").Single().Key);
    }

    private static void Check(SortedDictionary<string, long> model, EntryTree tree, Random random)
    {
        Assert.Equal(model.Select(pair => (pair.Key, pair.Value)), Content(tree));
        Assert.Equal(model.Count, tree.Count);
        for (var i = 0; i < 20; i++)
        {
            var key = $"/r/{random.Next(4)}/{random.Next(1500)}";
            Assert.Equal(model.TryGetValue(key, out var revision) ? revision : null, tree.Get(key)?.ModRevision);
            Assert.Equal(model.Keys.Count(k => string.CompareOrdinal(k, key) < 0), tree.RankOf(key));
            var prefix = key[..random.Next(key.Length)];
            Assert.Equal(model.Keys.Count(k => k.StartsWith(prefix, StringComparison.Ordinal)), tree.CountPrefix(prefix));
            Assert.Equal(
                model.Keys.Where(k => k.StartsWith("/r/1", StringComparison.Ordinal) && string.CompareOrdinal(k, key) > 0),
                tree.Range("/r/1", key).Select(e => e.Key));
        }
    }

    private static (string, long)[] Content(EntryTree tree) =>
        [.. tree.Range("", null).Select(entry => (entry.Key, entry.ModRevision))];
}
