using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests;

/// <summary>Snapshots fail while appends work.</summary>
public sealed class StoreBacklogTests
{
    private const int RowsMax = 1024;

    private static readonly StoreOptions Options = new()
    {
        HistoryChangesMax = 100,
        BacklogRowsMax = RowsMax,
        CompactionPeriod = TimeSpan.FromSeconds(10),
    };

    private SnapshotFault _fault = null!;

    [Fact]
    public void SnapshotsKeepFailing_WritesEndAtTheBound_AndGoOnAfterOneSucceeds()
    {
        var store = Start();
        Assert.Null(store.Host.Trouble);

        var refused = WriteUntilRefused(store, out var written);

        Assert.InRange(written, RowsMax, RowsMax + 1);
        Assert.False(refused.MayHaveHappened);
        Assert.StartsWith(
            $"the journal has grown to {RowsMax + 1} rows, 0 MiB, that no snapshot covers", refused.Message);
        Assert.EndsWith(": no space for segments", refused.Message);
        Assert.Equal(refused.Message, store.Host.Trouble);
        store.System.RunFor(TimeSpan.FromMinutes(5)); // further attempts, in vain
        Assert.Equal(refused.Message, store.Host.Trouble);
        Assert.NotNull(store.Host.Current.Get(Objects.Key("k0")));

        _fault.Fails = false;
        store.System.RunFor(Options.CompactionPeriod + TimeSpan.FromSeconds(5));

        Assert.Null(store.Host.Trouble);
        store.Write(Objects.Put("after"));
        Assert.Equal(written + 1, store.Host.Current.Count("/registry/"));
    }

    [Fact]
    public void RestartBeyondTheBound_RefusesUntilASnapshotIsWritten_AndHasEverything()
    {
        var store = Start();
        WriteUntilRefused(store, out var written);

        store.Restart();

        Assert.Equal(written, store.Host.Current.Count("/registry/"));
        Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("more")));
        _fault.Fails = false;
        store.System.RunFor(Options.CompactionPeriod + TimeSpan.FromSeconds(5));
        store.Write(Objects.Put("after"));
        Assert.Null(store.Host.Trouble);
    }

    [Fact]
    public void SnapshotsSucceed_TheBoundIsNeverNear()
    {
        var store = Start();
        _fault.Fails = false;

        for (var i = 0; i < 3 * RowsMax; i++)
            store.Write(Objects.Put($"k{i % 10}", $"{i}"));

        Assert.Null(store.Host.Trouble);
    }

    private SimulatedStore Start()
    {
        var system = new SimulatedActorSystem(1);
        return new SimulatedStore(
            system,
            simulated => _fault = new SnapshotFault(
                new SimulatedDisk(
                    simulated.Fork("disk"), simulated.Time, new() { DelayMax = TimeSpan.FromTicks(10) }).Open()),
            Options);
    }

    private static StoreUnavailableException WriteUntilRefused(SimulatedStore store, out int written)
    {
        for (written = 0; written < 2 * RowsMax; written++)
        {
            try
            {
                store.Write(Objects.Put($"k{written}"));
            }
            catch (StoreUnavailableException refused)
            {
                return refused;
            }
        }
        throw new InvalidOperationException("nothing was refused");
    }

    /// <summary>A journal that takes rows and no segments.</summary>
    private sealed class SnapshotFault(IJournal inner) : PassingJournal(inner)
    {
        public bool Fails { get; set; } = true;

        public override ValueTask WriteSegmentsAsync(
            IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) => Fails
            ? throw new JournalFullException("no space for segments")
            : base.WriteSegmentsAsync(segments, cancellation);
    }
}
