namespace Orchestrator.Akka.Remoting;

/// <summary>One side's count of the chunks that go both ways in a call. Pure.</summary>
/// <remarks>
/// <code>
///   granted 8 → the peer sends 0 … 7 → four are taken, 12 are granted → …
/// </code>
/// Akka keeps the order between two actors but not every message, so a peer that has sent more than arrived says that
/// something is lost. Invariant: never more than the window is on its way to us.
/// </remarks>
internal sealed class Exchange(int window)
{
    private long _toldSent;

    /// <summary>Chunks the peer has allowed in all.</summary>
    public long MaySend { get; private set; }

    public long Sent { get; private set; }

    public long Received { get; private set; }

    public long Granted { get; private set; }

    public bool CanSend => Sent < MaySend;

    public Pulse Pulse => new(Sent, Granted);

    /// <summary>The number of the chunk that is now sent.</summary>
    public long Next() => Sent++;

    /// <summary>Takes up what the peer allows; false: something it sent never came.</summary>
    public bool Hear(Pulse pulse)
    {
        Allow(pulse.Granted);
        return pulse.Sent <= Received;
    }

    /// <summary>The same from a pulse that came by another way than the chunks, and may have overtaken some: what it
    /// says was sent must be here by the next.</summary>
    public bool HearBeside(long sent, long granted)
    {
        Allow(granted);
        var isWhole = _toldSent <= Received;
        _toldSent = Math.Max(_toldSent, sent);
        return isWhole;
    }

    public void Allow(long granted) => MaySend = Math.Max(MaySend, granted);

    /// <summary>Counts a chunk that came; false: one before it was lost, or it was not granted.</summary>
    public bool Take(long number)
    {
        if (number != Received || number >= Granted)
            return false;
        Received++;
        return true;
    }

    /// <summary>Allows the peer a full window; true where that is worth a message.</summary>
    public bool Grant()
    {
        if (Received + window - Granted < Math.Max(1, window / 2))
            return false;
        Granted = Received + window;
        return true;
    }
}
