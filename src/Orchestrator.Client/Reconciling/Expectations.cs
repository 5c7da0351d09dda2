using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>What a controller has asked for and not yet seen in its cache: while anything is open it must not act
/// again.</summary>
/// <remarks>
/// Raised before the writes, lowered by the watch (see <see cref="WatchPlan.Owns{T}"/>) and by writes that failed.
/// Example: three Pods wanted, ExpectCreations(set, 3), two creates succeed, one fails → CreationFailed; two ADDED
/// events → AreMet. An expectation nobody met is let go after five minutes, as the cache must have caught up by then.
/// Shared by a controller's workers, hence the lock; keyed by owner, and forgotten when the owner's uid changes.
/// </remarks>
public sealed class Expectations(TimeProvider time)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, Open> _open = [];

    /// <summary>By the clock that nobody sets.</summary>
    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>True when the cache shows all that was asked for this owner, or when that was too long ago to wait
    /// on.</summary>
    public bool AreMet(KubeObject owner)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(owner.Key, out var open))
                return true;
            var met = open.OwnerUid != owner.Uid
                || (open.Creations <= 0 && open.Deletions.Count == 0)
                || Now - open.Raised >= Timeout;
            if (met)
                _open.Remove(owner.Key);
            return met;
        }
    }

    public void ExpectCreations(KubeObject owner, int count)
    {
        lock (_gate)
            Raise(owner).Creations += count;
    }

    /// <param name="uids">The objects about to be deleted.</param>
    public void ExpectDeletions(KubeObject owner, IEnumerable<string> uids)
    {
        lock (_gate)
            Raise(owner).Deletions.UnionWith(uids);
    }

    public void CreationObserved(ObjectKey owner)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(owner, out var open) && open.Creations > 0)
                open.Creations--;
        }
    }

    /// <summary>No event will come for this many creates.</summary>
    public void CreationFailed(ObjectKey owner, int count = 1)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(owner, out var open))
                open.Creations = Math.Max(0, open.Creations - count);
        }
    }

    /// <summary>The object is gone or on its way out; each uid counts once.</summary>
    public void DeletionObserved(ObjectKey owner, string uid)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(owner, out var open))
                open.Deletions.Remove(uid);
        }
    }

    /// <summary>The owner is gone.</summary>
    public void Forget(ObjectKey owner)
    {
        lock (_gate)
            _open.Remove(owner);
    }

    private Open Raise(KubeObject owner)
    {
        if (!_open.TryGetValue(owner.Key, out var open) || open.OwnerUid != owner.Uid)
            _open[owner.Key] = open = new Open(owner.Uid);
        open.Raised = Now;
        return open;
    }

    private sealed class Open(string ownerUid)
    {
        public string OwnerUid { get; } = ownerUid;

        public int Creations { get; set; }

        public HashSet<string> Deletions { get; } = new(StringComparer.Ordinal);

        public TimeSpan Raised { get; set; }
    }
}
