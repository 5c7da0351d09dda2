using Orchestrator.Actors;

namespace Orchestrator.Client.Http;

/// <summary>Which of several servers a call goes to: the one that answered last, else the next in turn that did not
/// fail lately.</summary>
/// <remarks>
/// A server that fails is passed over for a pause that doubles; when all have failed lately, the one whose pause ends
/// first is tried all the same, so that a call is never refused untried. The first choice is drawn, so that a thousand
/// clients of three servers spread. Safe from any thread.
/// </remarks>
internal sealed class ServerRing(ApiServers servers, Backoff pause, TimeProvider time, Entropy entropy)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, Lapse> _lapses = [];
    private Uri? _preferred;

    /// <summary>By the clock that nobody sets.</summary>
    private TimeSpan Now => time.GetElapsedTime(0);

    public bool HasSeveral => servers.Known.Count > 1;

    /// <summary>The server to try next; null when the call has tried them all.</summary>
    public Uri? Next(IReadOnlyCollection<Uri> tried)
    {
        var known = servers.Known;
        lock (_gate)
        {
            var first = IndexOf(known, _preferred) is var at and >= 0 ? at : entropy.Next(known.Count);
            Uri? soonest = null;
            for (var i = 0; i < known.Count; i++)
            {
                var server = known[(first + i) % known.Count];
                if (tried.Contains(server))
                    continue;
                if (PauseEnd(server) is not { } end)
                {
                    _preferred ??= server;
                    return server;
                }
                if (soonest is null || end < PauseEnd(soonest))
                    soonest = server;
            }
            return soonest;
        }
    }

    public void Answered(Uri server)
    {
        lock (_gate)
        {
            _preferred = server;
            _lapses.Remove(server);
        }
    }

    public void Failed(Uri server)
    {
        lock (_gate)
        {
            // Many calls fail with one connection: that is one failure.
            if (PauseEnd(server) is not null)
                return;
            Forget();
            var failures = _lapses.TryGetValue(server, out var lapse) ? lapse.Failures + 1 : 1;
            _lapses[server] = new(failures, Now + pause.After(failures, entropy));
        }
    }

    private TimeSpan? PauseEnd(Uri server) =>
        _lapses.TryGetValue(server, out var lapse) && lapse.Until > Now ? lapse.Until : null;

    /// <summary>What is no longer among the servers.</summary>
    private void Forget()
    {
        foreach (var server in _lapses.Keys.Except(servers.Known).ToList())
            _lapses.Remove(server);
    }

    private static int IndexOf(IReadOnlyList<Uri> known, Uri? server)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] == server)
                return i;
        }
        return -1;
    }

    private readonly record struct Lapse(int Failures, TimeSpan Until);
}
