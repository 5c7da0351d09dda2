using Orchestrator.Akka.Remoting;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class ExchangeTests
{
    private readonly Exchange _us = new(window: 4);

    [Fact]
    public void Sending_StopsAtWhatThePeerGranted()
    {
        Assert.False(_us.CanSend);
        Assert.True(_us.Hear(new Pulse(0, 2)));
        Assert.Equal((0, 1), (_us.Next(), _us.Next()));
        Assert.False(_us.CanSend);
    }

    [Fact]
    public void OlderGrant_TakesNothingBack()
    {
        _us.Allow(5);
        _us.Hear(new Pulse(0, 1));
        Assert.True(_us.CanSend);
    }

    [Fact]
    public void Grants_AreAWindowAheadAndWorthAMessage()
    {
        Assert.True(_us.Grant());
        Assert.Equal(4, _us.Granted);
        Assert.True(_us.Take(0));
        Assert.False(_us.Grant());
        Assert.True(_us.Take(1));
        Assert.True(_us.Grant());
        Assert.Equal(6, _us.Granted);
    }

    [Fact]
    public void LostChunk_IsSeenAtTheNextOne_OrAtTheNextPulse()
    {
        _us.Grant();
        Assert.True(_us.Take(0));
        Assert.False(_us.Take(2));
        Assert.True(_us.Hear(new Pulse(1, 0)));
        Assert.False(_us.Hear(new Pulse(2, 0)));
    }

    [Fact]
    public void PulseThatOvertookAChunk_IsBelieved_UntilTheNext()
    {
        _us.Grant();
        Assert.True(_us.HearBeside(1, 3));
        Assert.True(_us.CanSend);
        Assert.True(_us.Take(0));
        Assert.True(_us.HearBeside(2, 3));
        Assert.False(_us.HearBeside(2, 3));
    }

    [Fact]
    public void DoubledOrUngrantedChunk_IsNotTaken()
    {
        Assert.False(_us.Take(0));
        _us.Grant();
        Assert.True(_us.Take(0));
        Assert.False(_us.Take(0));
    }
}
