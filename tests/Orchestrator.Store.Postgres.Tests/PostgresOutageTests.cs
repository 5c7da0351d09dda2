using System.Collections.Concurrent;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A server of its own, that may be killed.</summary>
public class PostgresOutageTests
{
    [Fact]
    public async Task ServerThatCrashesUnderLoad_NothingAcknowledgedIsLost_AndNothingDeniedIsThere()
    {
        var server = new PostgresServer();
        await server.InitializeAsync();
        try
        {
            var database = await server.CreateDatabaseAsync();
            var load = new Load();
            await using (var running = await OnPostgres.StartAsync(database))
            {
                var writers = Enumerable.Range(0, 6).Select(i => load.WriteAsync(running.Store, i)).ToList();
                foreach (var signal in new[] { "QUIT", "INT", "QUIT" })
                {
                    await load.MoreAsync(100);
                    await server.StopAsync(signal);
                    await server.StartAsync();
                }
                await load.MoreAsync(100);
                load.End();
                await Task.WhenAll(writers);
                Assert.Equal(1, running.Store.Epoch);
            }
            await using var again = await OnPostgres.StartAsync(database);
            load.Check(again.Store);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Writers that create one object after the other, and what they were told.</summary>
    private sealed class Load
    {
        private readonly ConcurrentDictionary<string, long> _acknowledged = new();
        private readonly ConcurrentBag<string> _denied = [];
        private volatile bool _isEnded;

        public void End() => _isEnded = true;

        public async Task MoreAsync(int count)
        {
            var target = _acknowledged.Count + count;
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            while (_acknowledged.Count < target)
                await Task.Delay(5, limit.Token);
        }

        public async Task WriteAsync(StoreHost store, int writer)
        {
            for (var i = 0; !_isEnded; i++)
            {
                var name = $"w{writer}-{i}";
                try
                {
                    _acknowledged[name] = (await store.WriteAsync(Objects.Put(name, expected: 0))).Revision;
                }
                catch (StoreUnavailableException error)
                {
                    if (!error.MayHaveHappened)
                        _denied.Add(name);
                    // As a client would: the server is away.
                    await Task.Delay(10);
                }
            }
        }

        public void Check(StoreHost store)
        {
            foreach (var (name, revision) in _acknowledged)
                Assert.Equal(revision, store.Current.Get(Objects.Key(name))?.CreateRevision);
            foreach (var name in _denied)
                Assert.Null(store.Current.Get(Objects.Key(name)));
            Assert.Equal(_acknowledged.Count, _acknowledged.Values.Distinct().Count());
            Assert.NotEmpty(_denied);
        }
    }
}
