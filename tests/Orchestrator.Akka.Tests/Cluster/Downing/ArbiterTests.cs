using Orchestrator.Akka.Cluster.Downing;

namespace Orchestrator.Akka.Tests.Cluster.Downing;

public sealed class ArbiterTests
{
    private readonly MemoryRulings _log = new();

    [Fact]
    public async Task WhoAsksFirst_GoesOn_TheOtherHasBeenGivenUp_ForEver()
    {
        Assert.Equal(Ruling.GoesOn, await new Arbiter(_log).RuleAsync("b", ["a"], mayGiveUp: true));
        Assert.Equal(Ruling.GivenUp, await new Arbiter(_log).RuleAsync("a", ["b"], mayGiveUp: true));
        Assert.Equal(Ruling.GoesOn, await new Arbiter(_log).RuleAsync("b", ["c"], mayGiveUp: true));
        Assert.Equal(Ruling.GivenUp, await new Arbiter(_log).RuleAsync("a", ["b"], mayGiveUp: false));
    }

    [Fact]
    public async Task AskedAgain_BecauseTheAnswerWasLost_IsToldTheSame_AndWritesNothing()
    {
        await new Arbiter(_log).RuleAsync("a", ["b", "c"], mayGiveUp: true);
        Assert.Equal(Ruling.GoesOn, await new Arbiter(_log).RuleAsync("a", ["c", "b"], mayGiveUp: true));
        Assert.Single(_log.All);
    }

    [Fact]
    public async Task WhoMayGiveNobodyUp_ChangesNothing()
    {
        Assert.Equal(Ruling.Open, await new Arbiter(_log).RuleAsync("a", ["b", "c"], mayGiveUp: false));
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task AnotherRulesBetweenTheLookAndTheWrite_OneIsGivenUp()
    {
        var arbiter = new Arbiter(new Overtaken(_log, () => new Arbiter(_log).RuleAsync("b", ["a"], mayGiveUp: true)));
        Assert.Equal(Ruling.GivenUp, await arbiter.RuleAsync("a", ["b"], mayGiveUp: true));
        Assert.Equal("b", Assert.Single(_log.All).By);
    }

    [Fact]
    public async Task AllAskAtOnce_OneIsNotGivenUp()
    {
        string[] all = ["a", "b", "c", "d"];
        var rulings = await Task.WhenAll(all.Select(one => Task.Run(
            () => new Arbiter(_log).RuleAsync(one, [.. all.Except([one])], mayGiveUp: true))));
        Assert.Single(rulings, ruling => ruling == Ruling.GoesOn);
        Assert.Equal(3, rulings.Count(ruling => ruling == Ruling.GivenUp));
    }

    /// <summary>Somebody else is quicker, once.</summary>
    private sealed class Overtaken(IRulingLog log, Func<Task> other) : IRulingLog
    {
        private Func<Task>? _other = other;

        public Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync() => log.ReadAsync();

        public async Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp)
        {
            if (Interlocked.Exchange(ref _other, null) is { } first)
                await first();
            return await log.TryAppendAsync(position, by, givenUp);
        }
    }
}
