namespace Orchestrator.Store;

/// <summary>A store that leads when it is told to: see <see cref="Succession.Appointment"/>.</summary>
/// <remarks>The journal's seal decides who writes, not the appointment: two stores may be appointed at a time, and one
/// of them leads. On a journal of one process a store leads from its start to its end: appointing it waits for that,
/// and dismissing it changes nothing.</remarks>
public interface IStoreCandidate
{
    /// <summary>Makes this store a candidate, takes the journal over from whoever leads, and completes when writes are
    /// taken here.</summary>
    /// <remarks>Again while it is appointed, it only waits. One that finds another's seal in its way, or that is sealed
    /// later, tries again when that leader is silent or leaves, for as long as it is appointed. While the journal does
    /// not answer it goes on trying.</remarks>
    /// <param name="cancellation">Ends the wait; the store stays appointed.</param>
    /// <exception cref="AppointmentEndedException">Dismissed or stopped before it led.</exception>
    /// <exception cref="InvalidOperationException">Its succession is <see cref="Succession.Silence"/>.</exception>
    ValueTask AppointAsync(CancellationToken cancellation = default);

    /// <summary>Makes this store a follower and no candidate. If it leads: refuses new writes with <see
    /// cref="NotLeaderException"/>, answers those that wait, seals its leadership for nobody. Completes when it no
    /// longer leads.</summary>
    /// <remarks>After <see cref="StoreOptions.TakeoverAfter"/> at the latest: what is on its way to a journal that does
    /// not answer by then is told that it may have happened, and the seal is left to the next leader.</remarks>
    /// <exception cref="InvalidOperationException">Its succession is <see cref="Succession.Silence"/>.</exception>
    ValueTask DismissAsync();
}
