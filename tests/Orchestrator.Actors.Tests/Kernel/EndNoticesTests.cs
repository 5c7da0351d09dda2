using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Tests.Kernel;

public sealed class EndNoticesTests
{
    private readonly EndNotices _notices = new();
    private readonly List<string> _heard = [];

    [Fact]
    public void Closed_TellsAllInOrder()
    {
        foreach (var name in new[] { "a", "b", "c" })
            Assert.True(_notices.TryAdd(new Notice(name, _heard)));
        _notices.Close();
        Assert.Equal(["a", "b", "c"], _heard);
    }

    [Theory]
    [InlineData("first", 0, "b c")]
    [InlineData("middle", 1, "a c")]
    [InlineData("last", 2, "a b")]
    public void Removed_HearsNothing(string position, int index, string expected)
    {
        Notice[] all = [new("a", _heard), new("b", _heard), new("c", _heard)];
        foreach (var notice in all)
            _notices.TryAdd(notice);
        _notices.Remove(all[index]);
        _notices.Remove(all[index]);
        _notices.Close();
        Assert.True(expected == string.Join(' ', _heard), position);
    }

    [Fact]
    public void RemovedAll_TakesNewOnes()
    {
        var first = new Notice("a", _heard);
        _notices.TryAdd(first);
        _notices.Remove(first);
        _notices.TryAdd(new Notice("b", _heard));
        _notices.Close();
        Assert.Equal(["b"], _heard);
    }

    [Fact]
    public void AfterClose_NobodyIsLetIn()
    {
        _notices.Close();
        Assert.False(_notices.TryAdd(new Notice("late", _heard)));
        Assert.Empty(_heard);
    }

    private sealed class Notice(string name, List<string> heard) : EndNotice
    {
        public override void ActorEnded() => heard.Add(name);
    }
}
