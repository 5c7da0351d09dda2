using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>One side of a call as its system's <see cref="PulseActor"/> sees it: counts that the call's actor writes,
/// silence that both end.</summary>
/// <remarks>Counts are written after what they count was sent, so a pulse never tells of a chunk that is not on its
/// way.</remarks>
internal sealed class CallBeat(IActorRef call, CallId id, bool isServed, RemoteApiOptions options)
{
    private long _sent, _granted, _received, _maySend;
    private int _silentPeriods;
    private IActorRef? _peer;
    private volatile bool _isMet;

    public IActorRef Call => call;

    public CallId Id => id;

    /// <summary>This is the server's side.</summary>
    public bool IsServed => isServed;

    public TimeSpan Period => options.PulsePeriod;

    /// <summary>The other side's actor; null until a caller knows who serves it.</summary>
    public IActorRef? Peer
    {
        get => Volatile.Read(ref _peer);
        set => Volatile.Write(ref _peer, value);
    }

    /// <summary>The other side has been heard of.</summary>
    public bool IsMet => _isMet;

    public PulseEntry Entry => new(id.Number, Volatile.Read(ref _sent), Volatile.Read(ref _granted));

    public void Publish(Exchange exchange)
    {
        Volatile.Write(ref _sent, exchange.Sent);
        Volatile.Write(ref _granted, exchange.Granted);
        Volatile.Write(ref _received, exchange.Received);
        Volatile.Write(ref _maySend, exchange.MaySend);
    }

    /// <summary>Whether it tells the call what it may not know.</summary>
    public bool IsNews(PulseEntry entry) =>
        entry.Sent > Volatile.Read(ref _received) || entry.Granted > Volatile.Read(ref _maySend);

    public void Heard()
    {
        _isMet = true;
        Volatile.Write(ref _silentPeriods, 0);
    }

    /// <summary>A period has ended; true: it was one too many without a word.</summary>
    public bool EndPeriod() => Interlocked.Increment(ref _silentPeriods) > options.SilentPeriodsMax;
}
