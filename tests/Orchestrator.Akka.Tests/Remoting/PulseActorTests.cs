using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Two systems' calls in one, whose clock is ticked: what one says is handed to the other.</summary>
public sealed class PulseActorTests : TestKit
{
    private const long Session = 77;

    private static readonly RemoteApiOptions Options = RemoteApiOptions.Default;

    private readonly TestProbe _call;
    private readonly TestProbe _peer;
    private readonly TestProbe _told;
    private readonly IActorRef _pulses;

    public PulseActorTests()
        : base(RemoteApiConfig.Hocon.PrependedBy(
            """akka { loglevel = OFF, stdout-loglevel = OFF, scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" }"""))
    {
        (_call, _peer, _told) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        // Stands where the peer's is, which is in this system too.
        ((ExtendedActorSystem)Sys).SystemActorOf(
            Props.CreateBy(new Produced<Relay>(() => new Relay(_told.Ref))), PulseActor.Name);
        var table = new PulseTable(Session);
        _pulses = Sys.ActorOf(Props.CreateBy(new Produced<PulseActor>(() => new PulseActor(table))));
    }

    [Fact]
    public async Task FifteenHundredIdleWatches_AreTwoMessagesAPeriod_AndNoneToTheCalls()
    {
        for (var i = 1; i <= 1500; i++)
            Add(Opened(i, _peer.Ref));
        await EndPeriodAsync();
        var first = await _told.ExpectMsgAsync<Pulses>();
        var second = await _told.ExpectMsgAsync<Pulses>();
        Assert.Equal(PulseActor.EntriesMax, first.Entries.Length);
        Assert.Equal(
            Enumerable.Range(1, 1500).Select(i => (long)i),
            first.Entries.Concat(second.Entries).Select(entry => entry.Call).Order());
        Assert.All([first, second], pulses => Assert.Equal((false, Session), (pulses.AreServed, pulses.Session)));
        var bytes = new ApiMessageSerializer((ExtendedActorSystem)Sys).ToBinary(
            new Pulses(true, long.MaxValue, [.. Enumerable.Repeat(
                new PulseEntry(long.MaxValue, long.MaxValue, long.MaxValue), PulseActor.EntriesMax)]));
        Assert.InRange(bytes.Length, 0, RemoteApiOptions.ChunkBytesMax);
        // The peer's side of them, as idle.
        Tell(new Pulses(true, Session, first.Entries));
        await SettleAsync();
        await _told.ExpectNoMsgAsync(TimeSpan.Zero);
        await _call.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task WhatTheCallDoesNotKnow_ItIsTold_AndNothingElse()
    {
        var exchange = new Exchange(4);
        exchange.Grant();
        var beat = Opened(1, _peer.Ref);
        beat.Publish(exchange);
        Add(beat);
        Tell(new Pulses(true, Session, [new(1, 0, 0)]));
        Tell(new Pulses(true, Session, [new(2, 5, 5)]));
        Tell(new Pulses(true, Session + 1, [new(1, 5, 5)]));
        Tell(new Pulses(false, Session, [new(1, 5, 5)]));
        Tell(new Pulses(true, Session, [new(1, 0, 3)]));
        Assert.Equal(new PulseActor.PulseTold(0, 3), await _call.ExpectMsgAsync<PulseActor.PulseTold>());
        exchange.HearBeside(0, 3);
        beat.Publish(exchange);
        Tell(new Pulses(true, Session, [new(1, 0, 3)]));
        Tell(new Pulses(true, Session, [new(1, 1, 3)]));
        Assert.Equal(new PulseActor.PulseTold(1, 3), await _call.ExpectMsgAsync<PulseActor.PulseTold>());
        await SettleAsync();
        await _call.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task PeerIsSilentForFourPeriods_TheCallHearsOfItInTheFifth()
    {
        Add(Opened(1, _peer.Ref));
        for (var i = 0; i < 3; i++)
            await EndPeriodAsync();
        Tell(new Pulses(true, Session, [new(1, 0, 0)]));
        for (var i = 0; i < Options.SilentPeriodsMax; i++)
            await EndPeriodAsync();
        await _call.ExpectNoMsgAsync(TimeSpan.Zero);
        await EndPeriodAsync();
        await _call.ExpectMsgAsync<PulseActor.PeerSilent>();
    }

    [Fact]
    public async Task CallThatDoesNotKnowItsServer_IsNotKeptAliveByPulses()
    {
        Add(Opened(1, null));
        for (var i = 0; i <= Options.SilentPeriodsMax; i++)
        {
            Tell(new Pulses(true, Session, [new(1, 0, 0)]));
            await EndPeriodAsync();
        }
        await _call.ExpectMsgAsync<PulseActor.PeerSilent>();
    }

    [Fact]
    public async Task ServedCall_SaysWhoItIs_UntilItsCallerKnows()
    {
        Add(new CallBeat(_call.Ref, new CallId(5, 1), isServed: true, Options) { Peer = _peer.Ref });
        await EndPeriodAsync();
        await _call.ExpectMsgAsync<PulseActor.PulseDue>();
        var pulses = await _told.ExpectMsgAsync<Pulses>();
        Assert.Equal((true, 5), (pulses.AreServed, pulses.Session));
        Tell(new Pulses(false, 5, [new(1, 0, 0)]));
        await EndPeriodAsync();
        await _told.ExpectMsgAsync<Pulses>();
        await _call.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task EndedCall_IsForgotten_AndNothingTicksForNobody()
    {
        var beat = Opened(1, _peer.Ref);
        Add(beat);
        _pulses.Tell(new PulseActor.Remove(beat));
        await EndPeriodAsync();
        await _told.ExpectNoMsgAsync(TimeSpan.Zero);
        Add(Opened(2, _peer.Ref));
        await EndPeriodAsync();
        Assert.Equal(2, Assert.Single((await _told.ExpectMsgAsync<Pulses>()).Entries).Call);
    }

    [Fact]
    public async Task Failure_EndsNoCall()
    {
        Add(Opened(1, _peer.Ref));
        _pulses.Tell(new Pulses(true, Session, default));
        await EndPeriodAsync();
        Assert.Single((await _told.ExpectMsgAsync<Pulses>()).Entries);
    }

    private CallBeat Opened(long number, IActorRef? server) =>
        new(_call.Ref, new CallId(Session, number), isServed: false, Options) { Peer = server };

    private void Add(CallBeat beat) => _pulses.Tell(new PulseActor.Add(beat));

    private void Tell(Pulses pulses) => _pulses.Tell(pulses, _peer.Ref);

    /// <summary>Once all that was told before has been taken, so that its timers stand.</summary>
    private async Task EndPeriodAsync()
    {
        await SettleAsync();
        ((TestScheduler)Sys.Scheduler).Advance(Options.PulsePeriod);
        await SettleAsync();
    }

    private Task SettleAsync() => _pulses.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(10));

    private sealed class Relay(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Tell(message, Sender);
    }
}
