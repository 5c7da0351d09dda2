using System.Net;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Http;
using Orchestrator.Client.Http;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Three servers of one cluster, of which one after another goes away.</summary>
public sealed class SeveralServersTests(ApiOverHttp server) : IClassFixture<ApiOverHttp>, IAsyncLifetime
{
    private const int Kills = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ApiServerHost> _others = [];
    private readonly List<FaultyNetwork> _ways = [];

    public async Task InitializeAsync()
    {
        _others.Add(await server.AnotherAsync());
        _others.Add(await server.AnotherAsync());
        IPEndPoint[] addresses = [server.Address, .. _others.Select(other => other.Address)];
        _ways.AddRange(addresses.Select(address => new FaultyNetwork(address, pieceBytes: 211)));
    }

    public async Task DisposeAsync()
    {
        foreach (var way in _ways)
            await way.DisposeAsync();
        foreach (var other in _others)
            await other.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261120)]
    public async Task OneAfterAnotherKilled_EveryEventIsSeenOnce(int seed)
    {
        var ns = $"killed-{seed}";
        await server.NamespaceAsync(ns);
        await using var system = new ThreadedActorSystem(new() { Time = new FastTime(200) });
        var api = Client();
        using var seen = new SeenChanges(SharedInformers.Spawn(system, "informers", api), ns);
        await seen.Synced.WaitAsync(Patience);

        var random = new Random(seed);
        var writer = new NotedWriter(server.Direct, ns, random);
        for (var i = 0; i < Kills; i++)
        {
            await writer.WriteAsync(random.Next(1, 12));
            if (random.Next(3) > 0)
                await seen.UntilAsync(random.Next(seen.Changes.Count, writer.Wrote.Count + 1)).WaitAsync(Patience);
            // One of the three is always away; the one that comes back is another each time.
            _ways[i % 3].Cut(refuse: true);
            _ways[(i + 1) % 3].Mend();
            await writer.WriteAsync(random.Next(0, 6));
        }
        await writer.WriteAsync(1);

        await seen.UntilAsync(writer.Wrote.Count).WaitAsync(Patience);
        Assert.Equal(writer.Wrote, seen.Changes);
        Assert.True(_ways.Count(way => way.Accepted > 0) > 1, "no server was left for another");
    }

    [Fact]
    public async Task KilledUnderWrites_WhatWasAcknowledgedIsThere_AndNothingElseIsCalledDone()
    {
        const string Ns = "written";
        await server.NamespaceAsync(Ns);
        var api = Client();
        using var stop = new CancellationTokenSource();
        var acknowledged = new List<string>();
        var unknown = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                try
                {
                    await api.CreateAsync(HttpApiClientTests.Map($"w{i}", "v", Ns));
                    acknowledged.Add($"w{i}");
                }
                catch (ApiUnreachableException)
                {
                    // May have happened: the caller is told so, and no second one was sent, or it were "already exists".
                    unknown++;
                }
            }
        });

        for (var i = 0; i < Kills; i++)
        {
            var before = Volatile.Read(ref unknown) + acknowledged.Count;
            await UntilAsync(() => Volatile.Read(ref unknown) + acknowledged.Count > before + 3);
            _ways[i % 3].Cut(refuse: true);
            _ways[(i + 1) % 3].Mend();
        }
        await stop.CancelAsync();
        await writing.WaitAsync(Patience);

        var kept = await server.Direct.ListAsync<ConfigMap>(new ListQuery { Namespace = Ns });
        var names = kept.Items.Select(item => item.Key.Name).ToHashSet();
        Assert.All(acknowledged, name => Assert.Contains(name, names));
        Assert.InRange(names.Count - acknowledged.Count, 0, unknown);
        Assert.True(acknowledged.Count > Kills * 3, $"only {acknowledged.Count} writes came through");
    }

    [Fact]
    public async Task RenewedConnections_EndWatchesInOrder_AndCallsGoOn()
    {
        const string Ns = "renewed";
        await server.NamespaceAsync(Ns);
        var certificates = 0;
        var options = server.Options(_ways[0].Address);
        var given = options.ClientCertificate!;
        using var api = new HttpApiClient(options with
        {
            ClientCertificate = () =>
            {
                Interlocked.Increment(ref certificates);
                return given();
            },
        });
        var made = await api.CreateAsync(HttpApiClientTests.Map("a", "v", Ns));
        var query = new WatchQuery { Namespace = Ns, ResourceVersion = made.ResourceVersion };
        await using var watch = await api.WatchAsync(ApiKinds.Of<ConfigMap>(), query);
        var next = watch.NextAsync().AsTask();
        var connections = _ways[0].Accepted;

        api.RenewConnections();

        Assert.Empty(await next.WaitAsync(Patience));
        await api.ListAsync<Namespace>(ListQuery.All);
        Assert.Equal(connections + 1, _ways[0].Accepted);
        Assert.True(certificates >= 2, "the new connection did not ask for the certificate");
    }

    private HttpApiClient Client()
    {
        var options = server.Options(_ways[0].Address);
        return server.Client(options with
        {
            Servers = new ApiServers(_ways.Select(way => new Uri($"https://{way.Address}"))),
            FailoverPause = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50)),
        });
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(1, late.Token);
    }
}
