using Orchestrator.Actors.Threaded;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>A store with its journal and driver, as one control plane has them.</summary>
internal sealed class Running(ThreadedActorSystem system, IJournal journal, StoreHost store) : IAsyncDisposable
{
    /// <summary>So small that snapshots and compaction happen within a test.</summary>
    public static readonly StoreOptions Small = new()
    {
        HistoryChangesMax = 50,
        CompactionPeriod = TimeSpan.FromMilliseconds(20),
        SegmentBytes = 2000,
    };

    public IJournal Journal => journal;

    public StoreHost Store => store;

    public static Task<Running> StartSmallAsync(IJournal journal) => StartAsync(journal, Small);

    public static async Task<Running> StartAsync(IJournal journal, StoreOptions? options = null)
    {
        var system = new ThreadedActorSystem();
        var running = new Running(system, journal, StoreHost.Start(system, journal, Objects.Codec, options));
        try
        {
            await running.Store.ReadyAsync();
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
        return running;
    }

    /// <summary>Writes changes <paramref name="from"/> to <paramref name="to"/>, over forty objects.</summary>
    public async Task WriteAsync(int from, int to)
    {
        for (var i = from; i <= to; i++)
            Assert.Equal(i, (await store.WriteAsync(Objects.Put($"k{i % 40}", $"{i}"))).Revision);
    }

    /// <summary>Everything up to the revision is there, the retained history too.</summary>
    public void AssertHolds(int revision)
    {
        Assert.Equal(revision, store.Current.Revision);
        Assert.Equal(40, store.Current.Count("/registry/configmaps/"));
        for (var i = revision - 39; i <= revision; i++)
            Assert.Equal($"{i}", Objects.Text(store.Current.Get(Objects.Key($"k{i % 40}"))));
        var before = store.Current.At(revision - 1).Get(Objects.Key($"k{revision % 40}"));
        Assert.Equal($"{revision - 40}", Objects.Text(before));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await system.DisposeAsync();
        await journal.DisposeAsync();
    }
}
