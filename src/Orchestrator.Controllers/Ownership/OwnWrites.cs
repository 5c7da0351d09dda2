using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Ownership;

/// <summary>A controller's own last writes, for as long as its cache is behind them: what it reads is never older than
/// what it wrote.</summary>
/// <remarks>
/// Without it the event that its own write caused would find the old object in the cache, and every second pass would
/// end in a 409. Only a
/// shortcut: a write that is forgotten, or that somebody has overtaken, costs that 409 and no more. Holds the latest
/// thousand.
/// </remarks>
public sealed class OwnWrites<T>
    where T : KubeObject
{
    private const int Remembered = 1000;

    private readonly Lock _gate = new();
    private readonly RecentMap<ObjectKey, T> _written = new(Remembered);

    /// <param name="stored">What the server answered.</param>
    public void Remember(T stored)
    {
        lock (_gate)
            _written.Set(stored.Key, stored);
    }

    /// <summary>The newer of the cached object and the one remembered; forgets that as soon as the cache has caught
    /// up.</summary>
    public T Newest(T cached)
    {
        lock (_gate)
        {
            if (!_written.TryGet(cached.Key, out var written))
                return cached;
            if (written.Uid == cached.Uid && Revision(written) > Revision(cached))
                return written;
            _written.Remove(cached.Key);
            return cached;
        }
    }

    private static ulong Revision(T value) =>
        ulong.TryParse(value.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;
}
