using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http;

/// <summary>Lets so many reads and so many writes in at a time; the next is told to come back. Watches and logs are
/// not counted.</summary>
/// <remarks>The group system:masters is counted and let in always, as in Kubernetes: a server that is busy is when its
/// administrators need it.</remarks>
internal sealed class InFlightLimiter(int readsMax, int writesMax)
{
    private int _reads;
    private int _writes;

    public int Reads => Volatile.Read(ref _reads);

    public int Writes => Volatile.Read(ref _writes);

    /// <exception cref="StatusException">429: as many as may are being served.</exception>
    public void Enter(bool isRead, UserIdentity user)
    {
        ref var count = ref isRead ? ref _reads : ref _writes;
        if (Interlocked.Increment(ref count) <= (isRead ? readsMax : writesMax)
            || user.IsIn(UserIdentity.MastersGroup))
            return;
        Interlocked.Decrement(ref count);
        throw Statuses.TooManyRequests(1, "too many requests, please try again later");
    }

    public void Leave(bool isRead)
    {
        ref var count = ref isRead ? ref _reads : ref _writes;
        Interlocked.Decrement(ref count);
    }
}
