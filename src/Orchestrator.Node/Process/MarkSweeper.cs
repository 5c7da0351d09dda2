using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>Kills what is left of ended containers, many containers in one look at the machine's processes.</summary>
/// <remarks>A look costs a read of every process' environment: a node that ends hundreds of Pods at once must not pay
/// it for each.</remarks>
internal sealed class MarkSweeper
{
    private const int RoundsMax = 5;
    private readonly Lock _gate = new();
    private HashSet<string> _next = new(StringComparer.Ordinal);
    private Task? _waiting;
    private Task _running = Task.CompletedTask;

    /// <summary>Completes once a look begun after this call has killed whatever carried the container's mark.</summary>
    public Task SweepAsync(string containerId)
    {
        lock (_gate)
        {
            _next.Add(containerId);
            return _waiting ??= RunAsync(_running);
        }
    }

    private async Task RunAsync(Task before)
    {
        await before.ConfigureAwait(false);
        await Task.Yield();
        HashSet<string> ids;
        lock (_gate)
        {
            (ids, _next) = (_next, new(StringComparer.Ordinal));
            (_running, _waiting) = (_waiting!, null);
        }
        // A process that forks while it is killed may leave a child that the first look did not see.
        for (var round = 0; round < RoundsMax; round++)
        {
            var found = MarkedProcesses.Find(ids);
            foreach (var pid in found)
                _ = Libc.Kill(pid, Libc.SigKill);
            if (found.Count == 0)
                return;
            await Task.Delay(1).ConfigureAwait(false);
        }
    }
}
