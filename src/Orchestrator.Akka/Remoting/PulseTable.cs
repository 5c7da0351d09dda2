using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>The calls of an actor system, on either side. Belongs to its <see cref="PulseActor"/>.</summary>
internal sealed class PulseTable(long session)
{
    private readonly Dictionary<long, CallBeat> _opened = [];
    private readonly Dictionary<(Address Caller, CallId Id), CallBeat> _served = [];
    private readonly Dictionary<TimeSpan, HashSet<CallBeat>> _byPeriod = [];

    public IEnumerable<TimeSpan> Periods => _byPeriod.Keys;

    /// <summary>True: its period is a new one.</summary>
    public bool Add(CallBeat beat)
    {
        if (beat.IsServed)
            _served[(beat.Peer!.Path.Address, beat.Id)] = beat;
        else
            _opened[beat.Id.Number] = beat;
        var isNew = !_byPeriod.TryGetValue(beat.Period, out var beats);
        if (isNew)
            _byPeriod[beat.Period] = beats = [];
        beats!.Add(beat);
        return isNew;
    }

    /// <summary>True: it was the last one of its period.</summary>
    public bool Remove(CallBeat beat)
    {
        if (beat.IsServed)
            _served.Remove((beat.Peer!.Path.Address, beat.Id));
        else
            _opened.Remove(beat.Id.Number);
        return _byPeriod.TryGetValue(beat.Period, out var beats) && beats.Remove(beat) && beats.Count == 0
            && _byPeriod.Remove(beat.Period);
    }

    public IReadOnlyCollection<CallBeat> Of(TimeSpan period) =>
        _byPeriod.TryGetValue(period, out var beats) ? beats : [];

    /// <summary>The side of ours that an entry from there is about; null where there is none, or not with that
    /// peer.</summary>
    public CallBeat? Find(Address from, Pulses pulses, PulseEntry entry)
    {
        if (!pulses.AreServed)
            return _served.GetValueOrDefault((from, new CallId(pulses.Session, entry.Call)));
        return pulses.Session == session && _opened.TryGetValue(entry.Call, out var beat)
            && from.Equals(beat.Peer?.Path.Address)
            ? beat
            : null;
    }
}
