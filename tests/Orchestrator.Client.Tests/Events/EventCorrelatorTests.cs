using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client.Tests.Events;

public class EventCorrelatorTests
{
    private readonly EventCorrelator _correlator = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void FirstTime_IsCreated()
    {
        var verdict = Say("pulled");

        Assert.Equal(EventAction.Create, verdict.Action);
        Assert.Equal(1, verdict.Event.Count);
    }

    [Fact]
    public void SameAgain_RaisesTheCountOfTheFirst()
    {
        Say("pulled");
        _now = _now.AddSeconds(10);
        var verdict = Say("pulled");

        Assert.Equal(EventAction.Update, verdict.Action);
        Assert.Equal(2, verdict.Event.Count);
        Assert.Equal("written-0", verdict.Event.Metadata.Name);
        Assert.Equal(_now.AddSeconds(-10), verdict.Event.FirstTimestamp!.Value.Moment);
        Assert.Equal(_now, verdict.Event.LastTimestamp!.Value.Moment);
    }

    [Fact]
    public void AnotherContainerOfThePod_IsAnotherEvent()
    {
        Say("pulled", field: "spec.containers{a}");

        Assert.Equal(EventAction.Create, Say("pulled", field: "spec.containers{b}").Action);
    }

    [Fact]
    public void TenthDifferentMessage_IsCombined()
    {
        for (var i = 1; i < 10; i++)
            Assert.Equal("m" + i, Say("m" + i).Event.Message);
        var tenth = Say("m10");
        Assert.Equal(EventAction.Create, tenth.Action);
        Assert.Equal("(combined from similar events): m10", tenth.Event.Message);

        var next = Say("m11");
        Assert.Equal(EventAction.Update, next.Action);
        Assert.Equal(2, next.Event.Count);
        Assert.Equal("m1", Say("m1").Event.Message);
    }

    [Fact]
    public void SilenceOfTenMinutes_EndsCombining()
    {
        for (var i = 1; i <= 12; i++)
            Say("m" + i);
        _now = _now.AddMinutes(10).AddSeconds(1);

        Assert.Equal("m13", Say("m13").Event.Message);
    }

    [Fact]
    public void Chatter_IsDroppedAfterABurstAndTricklesThen()
    {
        for (var i = 0; i < 25; i++)
            Assert.NotEqual(EventAction.Drop, Say("again").Action);
        Assert.Equal(EventAction.Drop, Say("again").Action);
        Assert.NotEqual(EventAction.Drop, Say("again", pod: "other").Action);

        _now = _now.AddMinutes(5);
        Assert.NotEqual(EventAction.Drop, Say("again").Action);
        Assert.Equal(EventAction.Drop, Say("again").Action);
    }

    private EventVerdict Say(string message, string pod = "p", string? field = null)
    {
        var verdict = _correlator.Judge(
            new Event
            {
                InvolvedObject = new()
                {
                    Kind = "Pod",
                    Namespace = "default",
                    Name = pod,
                    Uid = pod,
                    FieldPath = field,
                },
                Source = new() { Component = "kubelet" },
                Type = EventTypes.Normal,
                Reason = "Pulled",
                Message = message,
                FirstTimestamp = _now,
                LastTimestamp = _now,
                Count = 1,
            },
            _now);
        if (verdict.Action == EventAction.Create)
            _correlator.Written(verdict.Key, verdict.Event with { Metadata = new() { Name = "written-0" } });
        else if (verdict.Action == EventAction.Update)
            _correlator.Written(verdict.Key, verdict.Event);
        return verdict;
    }
}
