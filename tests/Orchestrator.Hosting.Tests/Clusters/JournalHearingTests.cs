using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class JournalHearingTests
{
    private readonly ManualTime _time = new();
    private readonly JournalHearing _hearing;

    public JournalHearingTests() => _hearing = new JournalHearing(_time, TimeSpan.FromSeconds(1.5));

    [Fact]
    public void AnswersWithoutAGap_AreSteadyHearing()
    {
        for (var i = 0; i < 10; i++)
        {
            Pass(1.5);
            _hearing.Heard();
        }
        Pass(0.5);
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15)), _hearing.Look());
    }

    [Fact]
    public void Gap_BeginsTheHearingAnew()
    {
        Pass(1);
        _hearing.Heard();
        Pass(1.6);
        _hearing.Heard();
        Pass(0.2);
        _hearing.Heard();
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(0.2)), _hearing.Look());
    }

    [Fact]
    public void FailureBetweenTwoAnswers_BeginsTheHearingAnew()
    {
        Pass(1);
        _hearing.Heard();
        _hearing.Failed();
        Assert.Equal(TimeSpan.FromSeconds(1), _hearing.Look().Steady);
        Pass(0.1);
        _hearing.Heard();
        Assert.Equal(TimeSpan.Zero, _hearing.Look().Steady);
    }

    [Theory]
    [InlineData("an answer", true)]
    [InlineData("a refusal", true)]
    [InlineData("no space", true)]
    [InlineData("no connection", false)]
    public async Task JournalIsAsked_WhatItAnswersIsHeard(string what, bool isHeard)
    {
        var way = new RoutedJournal(new MemoryJournal())
        {
            Refusal = what switch
            {
                "a refusal" => static () => new JournalConflictException(new(1, 1)),
                "no space" => static () => new JournalFullException("full"),
                "no connection" => static () => new JournalException("no route"),
                _ => null,
            },
        };
        var journal = new HeardJournal(way, _hearing, _time);
        Pass(5);

        var error = await Record.ExceptionAsync(() => journal.FindLastAsync(default).AsTask());

        Assert.Equal(what == "an answer", error is null);
        Assert.Equal(isHeard ? TimeSpan.Zero : TimeSpan.FromSeconds(5), _hearing.Look().Silence);
    }

    [Fact]
    public async Task JournalThatIsLost_IsNotWaitedForAtTheEnd()
    {
        var way = new RoutedJournal(new MemoryJournal());
        way.Cut(dropsPackets: true);
        var closed = new HeardJournal(way, _hearing, _time).DisposeAsync().AsTask();
        Assert.False(closed.IsCompleted);
        Pass(1);
        await closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
