using System.Collections.Concurrent;
using System.Diagnostics;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Writers that create one object after the other at whichever store leads, and what they were told.</summary>
internal sealed class RoutedLoad(IReadOnlyList<StoreHost> stores, int writers, string prefix = "w")
{
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly ConcurrentBag<string> _denied = [];
    private readonly List<Task> _running = [];
    private volatile bool _isEnded;

    public int Acknowledged => _acknowledged.Count;

    public void Begin()
    {
        for (var i = 0; i < writers; i++)
        {
            var writer = i;
            _running.Add(Task.Run(() => WriteAsync(writer)));
        }
    }

    public async Task MoreAsync(int count)
    {
        var target = _acknowledged.Count + count;
        var limit = Stopwatch.StartNew();
        while (_acknowledged.Count < target)
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(90), "writes are not taken");
            await Task.Delay(2);
        }
    }

    public async Task EndAsync()
    {
        _isEnded = true;
        await Task.WhenAll(_running);
    }

    /// <summary>Everything acknowledged is there under its revision, once, and nothing that was denied.</summary>
    public void Check(StoreSnapshot snapshot)
    {
        foreach (var (name, revision) in _acknowledged)
            Assert.Equal(revision, snapshot.Get(Objects.Key(name))?.CreateRevision);
        foreach (var name in _denied)
            Assert.Null(snapshot.Get(Objects.Key(name)));
        Assert.Equal(_acknowledged.Count, _acknowledged.Values.Distinct().Count());
    }

    private async Task WriteAsync(int writer)
    {
        for (var i = 0; !_isEnded; i++)
        {
            var name = $"{prefix}{writer}-{i}";
            if (stores.FirstOrDefault(store => store.Leadership.IsLeader) is not { } leader)
            {
                await Task.Delay(5);
                continue;
            }
            try
            {
                var result = await leader.WriteAsync(Objects.Put(name, expected: 0));
                Assert.True(result.Succeeded, $"{name} was there before it was created");
                _acknowledged[name] = result.Revision;
            }
            catch (StoreUnavailableException error)
            {
                if (!error.MayHaveHappened)
                    _denied.Add(name);
                await Task.Delay(5);
            }
        }
    }
}
