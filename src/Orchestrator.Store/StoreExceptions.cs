namespace Orchestrator.Store;

/// <summary>The revision lies before the retained window; clients get 410 Gone.</summary>
public sealed class CompactedException(long revision, long compactedRevision)
    : Exception($"revision {revision} has been compacted; the oldest retained is {compactedRevision}")
{
    public long Revision { get; } = revision;

    public long CompactedRevision { get; } = compactedRevision;
}

/// <summary>The bounded write buffer is full; nothing happened; clients get 429.</summary>
public sealed class StoreFullException() : Exception("too many writes are waiting for the journal");

/// <summary>The journal failed, the store is starting or stopping, or its leadership was lost.</summary>
public class StoreUnavailableException(string message, bool mayHaveHappened, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>For a write: false when it is certain that nothing was kept.</summary>
    public bool MayHaveHappened { get; } = mayHaveHappened;

    /// <summary>The same for another write: an exception is thrown once.</summary>
    internal virtual StoreUnavailableException Again() => new(Message, mayHaveHappened: false, InnerException);
}

/// <summary>An appointment ended before the store led: it was dismissed, or has stopped.</summary>
public sealed class AppointmentEndedException(string message)
    : StoreUnavailableException(message, mayHaveHappened: false);

/// <summary>This store follows: writes go to the leader. Nothing happened here.</summary>
/// <param name="leader">The leader's advertised API address, <c>host:port</c>; null while nobody is known to
/// lead.</param>
public sealed class NotLeaderException(string? leader) : StoreUnavailableException(
    leader is null ? "no store leads at the moment" : $"this store follows the leader at {leader}",
    mayHaveHappened: false)
{
    public string? Leader { get; } = leader;

    internal override StoreUnavailableException Again() => new NotLeaderException(Leader);
}
