using System.Collections.Immutable;
using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>Tells the peers of an actor system, once a period each, how far all calls between the two are, and their
/// calls what it hears from there; ends calls whose peer has fallen silent.</summary>
/// <remarks>
/// An idle watch costs an entry of some bytes in a message that is sent anyway:
/// <code>
///   6 watches of 250 Nodes: 2 messages each way per period, instead of 1,500
/// </code>
/// </remarks>
internal sealed class PulseActor(PulseTable table) : UntypedActor, IWithTimers
{
    /// <summary>At most 30 bytes each: well below a frame.</summary>
    public const int EntriesMax = 1024;

    public const string Name = "api-pulses";

    public ITimerScheduler Timers { get; set; } = null!;

    // Also after a restart: the table outlives it.
    protected override void PreStart()
    {
        foreach (var period in table.Periods)
            Begin(period);
    }

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason) => PreStart();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Add add:
                if (table.Add(add.Beat))
                    Begin(add.Beat.Period);
                break;
            case Remove remove:
                if (table.Remove(remove.Beat))
                    Timers.Cancel(remove.Beat.Period);
                break;
            case PeriodEnded ended:
                EndPeriod(table.Of(ended.Period));
                break;
            case Pulses pulses:
                Hear(pulses);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin(TimeSpan period) => Timers.StartPeriodicTimer(period, new PeriodEnded(period), period);

    private void EndPeriod(IReadOnlyCollection<CallBeat> beats)
    {
        var entries =
            new Dictionary<(Address Peer, bool AreServed, long Session), ImmutableArray<PulseEntry>.Builder>();
        foreach (var beat in beats)
        {
            if (beat.EndPeriod())
                beat.Call.Tell(PeerSilent.Instance, Self);
            // Who does not know yet who serves it cannot find itself in a pulse.
            else if (beat is { IsServed: true, IsMet: false })
                beat.Call.Tell(PulseDue.Instance, Self);
            if (beat.Peer is not { } peer)
                continue;
            var key = (peer.Path.Address, beat.IsServed, beat.Id.Session);
            if (!entries.TryGetValue(key, out var batch))
                entries[key] = batch = ImmutableArray.CreateBuilder<PulseEntry>();
            batch.Add(beat.Entry);
            if (batch.Count == EntriesMax)
                Send(key, batch);
        }
        foreach (var (key, batch) in entries)
        {
            if (batch.Count > 0)
                Send(key, batch);
        }
    }

    private void Send((Address Peer, bool AreServed, long Session) key, ImmutableArray<PulseEntry>.Builder batch)
    {
        var to = Context.ActorSelection(new RootActorPath(key.Peer) / "system" / Name);
        to.Tell(new Pulses(key.AreServed, key.Session, batch.DrainToImmutable()), Self);
    }

    private void Hear(Pulses pulses)
    {
        var from = Sender.Path.Address;
        foreach (var entry in pulses.Entries)
        {
            if (table.Find(from, pulses, entry) is not { } beat)
                continue;
            beat.Heard();
            if (beat.IsNews(entry))
                beat.Call.Tell(new PulseTold(entry.Sent, entry.Granted), Self);
        }
    }

    internal sealed record Add(CallBeat Beat) : INoSerializationVerificationNeeded;

    internal sealed record Remove(CallBeat Beat) : INoSerializationVerificationNeeded;

    internal sealed record PeriodEnded(TimeSpan Period) : INoSerializationVerificationNeeded;

    /// <summary>To a call: its peer has more to say than it knows, or had when this was sent: a chunk may still be on
    /// its way.</summary>
    internal sealed record PulseTold(long Sent, long Granted) : INoSerializationVerificationNeeded;

    /// <summary>To a server's side: its caller may not know it, so it says itself how far it is.</summary>
    internal sealed class PulseDue : INoSerializationVerificationNeeded
    {
        public static PulseDue Instance { get; } = new();
    }

    /// <summary>To a call: its peer counts as gone.</summary>
    internal sealed class PeerSilent : INoSerializationVerificationNeeded
    {
        public static PeerSilent Instance { get; } = new();
    }
}
