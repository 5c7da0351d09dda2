using Orchestrator.Api.Errors;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Sees to it that nobody is refused by what is no longer so: where several processes share a store, this one
/// may not show yet what was granted through another.</summary>
/// <remarks>A refusal that hangs on stored objects is judged once more after this server has caught up. All who wait
/// share the store's questions to the journal, and no more than a bound of them wait, for whoever is refused may ask as
/// often as he likes. A store of one process shows all there is. See docs/decisions/0164-refusals-are-confirmed.md.
/// </remarks>
public sealed class Confirmation(IStore store)
{
    private const int WaitingMax = 1024;
    private int _waiting;

    /// <summary>Waits until this server shows every write that was answered by now, whoever answered it.</summary>
    /// <exception cref="StatusException">429: too many wait; 503: the journal does not answer in time, so that nobody
    /// can know.</exception>
    public async ValueTask CatchUpAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            throw Statuses.TooManyRequests(1, "too many refusals wait to be confirmed");
        }
        try
        {
            await store.ReadAsync(Freshness.Latest, cancellation);
        }
        catch (StoreUnavailableException gone)
        {
            throw Statuses.ServiceUnavailable(
                "by what this server shows the request is refused, and whether it shows enough is not known: "
                    + $"{gone.Message}");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
