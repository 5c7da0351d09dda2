using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Simulation;

/// <summary>One control plane's store, and a watcher that holds it against the chronicle.</summary>
internal sealed class SimulatedProcess(string path, IJournal disk, StoreHost host, JournalChronicle chronicle)
{
    private readonly SortedDictionary<string, long> _model = new(StringComparer.Ordinal);
    private long _seen;
    private long _shown;
    private bool _isWatching;

    public string Path => path;

    public IJournal Disk => disk;

    public StoreHost Host => host;

    public required string Address { get; init; }

    /// <summary>Somebody wants it to lead.</summary>
    public bool IsAppointed { get; set; }

    /// <summary>The last one: when it has ended, this one does not lead before it is appointed again.</summary>
    public Task Dismissal { get; set; } = Task.CompletedTask;

    public bool IsPaused { get; set; }

    public bool IsCut { get; set; }

    public int Gaps { get; private set; }

    /// <summary>After every step: nothing is shown that is not in the journal, nothing is taken back.</summary>
    public void Check()
    {
        if (!IsAppointed && Dismissal.IsCompleted && host.Leadership.IsLeader)
            throw new InvalidOperationException($"{path} leads, and is not appointed");
        if (!_isWatching)
        {
            Watch();
            return;
        }
        var revision = host.Current.Revision;
        if (revision < _shown)
            throw new InvalidOperationException($"{path} showed revision {_shown}, then {revision}");
        if (revision > chronicle.Revision)
            throw new InvalidOperationException($"{path} shows revision {revision}, which is not in the journal");
        _shown = revision;
    }

    /// <summary>What is shown now is the journal's state at that revision.</summary>
    public void CheckState()
    {
        var shown = host.Current;
        var state = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var change in chronicle.Changes.Take((int)shown.Revision))
            Apply(state, change);
        Assert.Equal(state, shown.Range("/").ToDictionary(e => e.Key, e => e.ModRevision));
        Assert.Equal(_seen, shown.Revision);
        Assert.Equal(state, _model);
        foreach (var change in host.ChangesAfter(shown.CompactedRevision, "/"))
            CheckSame(change);
    }

    private void Watch()
    {
        try
        {
            _ = host.Current;
        }
        catch (StoreUnavailableException)
        {
            return;
        }
        _isWatching = true;
        _seen = host.Current.Revision;
        foreach (var entry in host.Current.Range("/"))
            _model[entry.Key] = entry.ModRevision;
        host.Subscribe(_seen, Observe);
    }

    private void Observe(StoreBatch batch)
    {
        foreach (var change in batch.Changes)
        {
            if (!batch.IsGap && change.Revision != _seen + 1)
                throw new InvalidOperationException($"{path} told of {change.Revision} behind {_seen}");
            if (!batch.IsGap)
                CheckSame(change);
            _seen = change.Revision;
            Apply(_model, change);
        }
        Gaps += batch.IsGap ? 1 : 0;
        _seen = batch.Snapshot.Revision;
    }

    private void CheckSame(StoreChange change)
    {
        var truth = chronicle.At(change.Revision);
        if (truth.Key != change.Key || truth.Current?.Value.Json.Span.SequenceEqual(change.Current!.Value.Json.Span) == false
            || truth.Current is null != change.Current is null
            || truth.Previous?.ModRevision != change.Previous?.ModRevision)
            throw new InvalidOperationException($"{path} tells revision {change.Revision} otherwise than the journal");
    }

    private static void Apply(SortedDictionary<string, long> state, StoreChange change)
    {
        if (change.Current is { } current)
            state[change.Key] = current.ModRevision;
        else
            state.Remove(change.Key);
    }
}
