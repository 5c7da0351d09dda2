using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;
using Orchestrator.Client.Http;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Informers behind a network that fails.</summary>
public class InformersOverHttpTests(ApiOverHttp server) : IClassFixture<ApiOverHttp>
{
    private const int Cuts = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(20261120)]
    public async Task ConnectionCutAgainAndAgain_EveryEventIsSeenOnce(int seed)
    {
        var ns = $"cut-{seed}";
        await server.NamespaceAsync(ns);
        await using var network = new FaultyNetwork(server.Address, pieceBytes: 97);
        await using var system = new ThreadedActorSystem(new() { Time = new FastTime(200) });
        var api = server.Client(server.Options(network.Address));
        using var seen = new SeenChanges(SharedInformers.Spawn(system, "informers", api), ns);
        await seen.Synced.WaitAsync(Patience);

        var random = new Random(seed);
        var writer = new NotedWriter(server.Direct, ns, random);
        for (var i = 0; i < Cuts; i++)
        {
            await writer.WriteAsync(random.Next(1, 12));
            // Two in three cuts hit a watch that has begun to tell what was written, one a connection being made.
            if (random.Next(3) > 0)
                await seen.UntilAsync(random.Next(seen.Changes.Count, writer.Wrote.Count + 1)).WaitAsync(Patience);
            var next = network.NextConnection();
            network.Cut();
            await writer.WriteAsync(random.Next(0, 6));
            await next.WaitAsync(Patience);
        }
        await writer.WriteAsync(1);

        await seen.UntilAsync(writer.Wrote.Count).WaitAsync(Patience);
        Assert.Equal(writer.Wrote, seen.Changes);
        Assert.True(network.Accepted > Cuts);
    }

    [Fact]
    public async Task HistoryGoneMeanwhile_TheListIsTakenAnew()
    {
        const string Ns = "outrun";
        await server.NamespaceAsync(Ns);
        await using var network = new FaultyNetwork(server.Address);
        await using var system = new ThreadedActorSystem(new() { Time = new FastTime(200) });
        var api = server.Client(server.Options(network.Address));
        await server.Direct.CreateAsync(HttpApiClientTests.Map("gone", "v", Ns));
        var informers = SharedInformers.Spawn(system, "informers", api);
        using var seen = new SeenChanges(informers, Ns);
        await seen.Synced.WaitAsync(Patience);

        network.Cut(refuse: true);
        await server.Direct.DeleteAsync<ConfigMap>(new(Ns, "gone"));
        var made = await server.Direct.CreateAsync(HttpApiClientTests.Map("made", "v", Ns));
        var busy = await server.Direct.CreateAsync(HttpApiClientTests.Map("busy", "v"));
        for (var i = 0; i < ApiOverHttp.HistoryChangesMax + 10; i++)
            busy = await server.Direct.UpdateAsync(busy with { Data = ValueMap.Of(("key", $"{i}")) });
        network.Mend();

        await seen.UntilAsync(2).WaitAsync(Patience);
        Assert.Equal(["-gone", $"+made@{made.ResourceVersion}"], seen.Changes);
    }
}
