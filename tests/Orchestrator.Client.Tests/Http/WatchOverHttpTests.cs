using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client.Http;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Watches of the real server, with no cache behind that would hide what comes twice.</summary>
public class WatchOverHttpTests(ApiOverHttp server) : IClassFixture<ApiOverHttp>
{
    private const string Last = "last";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TakenUpAgainAfterCuts_TellsEachEventOnce()
    {
        const string Ns = "raw";
        await server.NamespaceAsync(Ns);
        await using var network = new FaultyNetwork(server.Address, pieceBytes: 53);
        var api = server.Client(server.Options(network.Address));
        var query = new ListQuery { Namespace = Ns };
        var following = FollowAsync(api, Ns, (await api.ListAsync<ConfigMap>(query)).ResourceVersion);

        var random = new Random(3);
        var writer = new NotedWriter(server.Direct, Ns, random);
        for (var i = 0; i < 50; i++)
        {
            await writer.WriteAsync(random.Next(1, 20));
            var next = network.NextConnection();
            network.Cut();
            await next.WaitAsync(Patience);
        }
        await server.Direct.CreateAsync(HttpApiClientTests.Map(Last, "v", Ns));

        Assert.Equal(writer.Wrote, await following.WaitAsync(Patience));
    }

    [Fact]
    public async Task CallsAndWatches_ShareOneConnection()
    {
        await using var network = new FaultyNetwork(server.Address);
        var api = server.Client(server.Options(network.Address));
        var kinds = await api.DiscoverAsync();
        var watches = await Task.WhenAll(kinds.Select(kind => api.WatchAsync(kind, new WatchQuery()).AsTask()));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.ListAsync<Namespace>(ListQuery.All).AsTask()));
        foreach (var watch in watches)
            await watch.DisposeAsync();
        Assert.Equal(1, network.Accepted);
    }

    [Fact]
    public async Task WatchNobodyReads_DoesNotHoldUpTheOthers()
    {
        const string Ns = "idle-reader";
        await server.NamespaceAsync(Ns);
        await using var network = new FaultyNetwork(server.Address);
        var api = server.Client(server.Options(network.Address));
        await using var unread = await api.WatchAsync(ApiKinds.Of<ConfigMap>(), new WatchQuery { Namespace = Ns });
        var large = HttpApiClientTests.Map("large", new string('x', 1000 * 1000), Ns);
        await server.Direct.CreateAsync(large);
        for (var i = 0; i < 10; i++)
            Assert.Single((await api.ListAsync<ConfigMap>(new ListQuery { Namespace = Ns })).Items);
        Assert.Single(await unread.NextAsync());
    }

    [Fact]
    public async Task StalledConnection_IsNoticed()
    {
        await using var network = new FaultyNetwork(server.Address);
        var api = server.Client(server.Options(network.Address) with
        {
            PingPeriod = TimeSpan.FromSeconds(1),
            PingTimeout = TimeSpan.FromSeconds(1),
        });
        var now = (await api.ListAsync<ConfigMap>(new ListQuery { Limit = 1 })).ResourceVersion;
        await using var watch = await api.WatchAsync(
            ApiKinds.Of<ConfigMap>(), new WatchQuery { ResourceVersion = now, AllowBookmarks = true });
        network.Stall();
        var next = watch.NextAsync().AsTask();
        await Assert.ThrowsAsync<ApiUnreachableException>(() => next.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task<List<string>> FollowAsync(HttpApiClient api, string ns, string revision)
    {
        var told = new List<string>();
        while (true)
        {
            try
            {
                var query = new WatchQuery { Namespace = ns, ResourceVersion = revision, AllowBookmarks = true };
                await using var watch = await api.WatchAsync(ApiKinds.Of<ConfigMap>(), query);
                while (await watch.NextAsync() is { Count: > 0 } events)
                {
                    foreach (var (type, value) in events)
                    {
                        if (value.Key.Name == Last)
                            return told;
                        revision = value.ResourceVersion;
                        if (type != WatchEventType.Bookmark)
                            told.Add(Text(type, value.Key.Name, revision));
                    }
                }
            }
            catch (ApiUnreachableException)
            {
                // The next watch goes on where this one broke.
            }
        }
    }

    private static string Text(WatchEventType type, string name, string revision) => type switch
    {
        WatchEventType.Added => $"+{name}@{revision}",
        WatchEventType.Modified => $"~{name}@{revision}",
        _ => $"-{name}",
    };
}
