using System.Net;
using System.Text.Json;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>Several control planes on one PostgreSQL database: each serves, one writes, none is stale.</summary>
public sealed class SharedJournalTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly List<string> _directories = [];
    private readonly List<OrchestratorHost> _planes = [];
    private string _journal = "";

    public async Task InitializeAsync()
    {
        if (PostgresServer.Binaries is not null)
            _journal = await postgres.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var plane in _planes.ToArray())
            await StopAsync(plane);
        foreach (var directory in _directories)
            Directory.Delete(directory, recursive: true);
    }

    [PostgresFact]
    public async Task ThreeThatStartTogether_AreOneCluster()
    {
        await StartAsync(3);

        Assert.Single(_planes, plane => plane.Store.Leadership.IsLeader);
        Assert.Single(_planes.Select(plane => plane.CaCertHash).Distinct());
        await Waits.UntilAsync("three endpoints", () => Endpoints(_planes[2]).Count == 3);
        Assert.Equal(_planes.Select(plane => plane.Endpoint.Port).Order(), Endpoints(_planes[2]).Order());
    }

    [PostgresFact]
    public async Task WriteThroughAnyone_IsReadThroughAnyone_AtOnce()
    {
        await StartAsync(3);
        var clients = _planes.Select(plane => ApiHttp.Admin(plane.KubeconfigPath)).ToArray();
        for (var i = 0; i < 30; i++)
        {
            var (writer, reader) = (clients[i % 3], clients[(i / 3 + 1) % 3]);

            var made = await writer.PostAsync(Maps, Map($"m{i}", i));
            Assert.True(made.Code == 201, made.Body);
            var own = await writer.GetAsync($"{Maps}/m{i}?resourceVersion=0");
            var list = await reader.GetAsync(Maps);

            Assert.Equal(made.Revision, own.Revision);
            Assert.True(list.Revision >= made.Revision, "a list without resourceVersion was stale");
            Assert.Contains($"\"m{i}\"", list.Body);
            var changed = await reader.SendAsync(
                "PATCH", $"{Maps}/m{i}", """{"data":{"k":"v"}}""", "application/merge-patch+json");
            Assert.True(changed.Code == 200, changed.Body);
            var gone = await writer.SendAsync("DELETE", $"{Maps}/m{i}");
            Assert.True(gone.Code == 200, gone.Body);
            Assert.Equal("Success", gone.Json.GetProperty("status").GetString());
            Assert.Equal(404, (await writer.GetAsync($"{Maps}/m{i}?resourceVersion=0")).Code);
        }
        foreach (var client in clients)
            client.Dispose();
    }

    [PostgresFact]
    public async Task WatchesOfAll_SeeTheSameEventsInTheSameOrder()
    {
        await StartAsync(3);
        var start = (await _planes[0].Api.ListAsync<ConfigMap>(new ListQuery { Namespace = "default" })).ResourceVersion;
        var query = new WatchQuery { Namespace = "default", ResourceVersion = start };
        var watches = new List<IWatch>();
        foreach (var plane in _planes)
            watches.Add(await plane.Api.WatchAsync(Api.Kinds.ApiKinds.Of<ConfigMap>(), query));

        await Task.WhenAll(_planes.Select((plane, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 20; n++)
            {
                var made = await plane.Api.CreateAsync(Objects.ConfigMap($"w{i}-{n}"));
                await plane.Api.UpdateAsync(made with { Immutable = false });
                await plane.Api.DeleteAsync<ConfigMap>(made.Key);
            }
        })));

        var seen = await Task.WhenAll(watches.Select(watch => EventsAsync(watch, 180)));
        Assert.Equal(180, seen[0].Distinct().Count());
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(seen[0], seen[2]);
        foreach (var watch in watches)
            await watch.DisposeAsync();
    }

    [PostgresFact]
    public async Task OrderlyLeaveOfTheLeader_HandsOver_AndLosesNothing()
    {
        await StartAsync(3);
        var leader = _planes.Single(plane => plane.Store.Leadership.IsLeader);
        var other = _planes.First(plane => plane != leader);
        using var client = ApiHttp.Admin(other.KubeconfigPath);
        using var stop = new CancellationTokenSource();
        var names = new List<string>();
        var slowest = TimeSpan.Zero;
        var load = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                var answer = await client.PostAsync(Maps, Map($"n{i}", i));
                Assert.True(answer.Code == 201, $"{answer.Code} {answer.Body}");
                var took = TimeProvider.System.GetElapsedTime(began);
                slowest = took > slowest ? took : slowest;
                names.Add($"n{i}");
            }
        });
        await Waits.UntilAsync("some writes", () => names.Count > 5);

        await StopAsync(leader);
        await Waits.UntilAsync("another leader", () => _planes.Any(plane => plane.Store.Leadership.IsLeader));
        var written = names.Count;
        await Waits.UntilAsync("writes after it", () => names.Count > written + 5);
        await stop.CancelAsync();
        await load;

        Assert.True(slowest < TimeSpan.FromSeconds(2), $"a write took {slowest}");
        var list = await client.GetAsync(Maps);
        Assert.All(names, name => Assert.Contains($"\"{name}\"", list.Body));
        await Waits.UntilAsync("two endpoints", () => Endpoints(other).Count == 2);
    }

    [PostgresFact]
    public async Task ServiceAddresses_AreGivenOnce_WhoeverLeads()
    {
        await StartAsync(2);
        var first = await CreateServicesAsync("a", 20);
        await StopAsync(_planes.Single(plane => plane.Store.Leadership.IsLeader));

        var second = await CreateServicesAsync("b", 20);

        Assert.Empty(first.Intersect(second));
        var taken = await Assert.ThrowsAsync<StatusException>(
            async () => await _planes[0].Api.CreateAsync(Service("c") with
            {
                Spec = Service("c").Spec with { ClusterIP = first[0] },
            }));
        Assert.Contains("already allocated", taken.Message);
    }

    [PostgresFact]
    public async Task DatabaseRestarted_AllSayThatTheyAreNotReady_AndGoOn()
    {
        await StartAsync(2);
        var clients = _planes.Select(plane => ApiHttp.Admin(plane.KubeconfigPath)).ToArray();
        Assert.Equal(201, (await clients[0].PostAsync(Maps, Map("before", 1))).Code);

        await postgres.StopAsync("QUIT");
        foreach (var client in clients)
            await EventuallyAsync("readyz to fail", async () => (await client.GetAsync("/readyz")).Code == 500);
        await postgres.StartAsync();

        for (var i = 0; i < 2; i++)
        {
            var client = clients[i];
            await EventuallyAsync("readyz", async () => (await client.GetAsync("/readyz")).Code == 200);
            var name = $"after{i}";
            await EventuallyAsync(
                "a write", async () => (await client.PostAsync(Maps, Map(name, 1))).Code is 201 or 409);
            Assert.Equal(200, (await client.GetAsync($"{Maps}/before")).Code);
            client.Dispose();
        }
    }

    [PostgresFact]
    public async Task Keys_AreForMastersOnly()
    {
        await StartAsync(1);
        var path = "/api/v1/namespaces/kube-system/secrets/orchestrator-pki";
        using var admin = ApiHttp.Admin(_planes[0].KubeconfigPath);
        using var authority = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
            Path.Combine(_directories[0], "pki", "ca.crt"), Path.Combine(_directories[0], "pki", "ca.key"));
        using var certificate = ApiServer.Http.Certificates.CertificateIssuer.Client(
            authority, "system:node:n", ["system:nodes"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var node = ApiHttp.With(_planes[0].KubeconfigPath, certificate);

        Assert.Equal(200, (await admin.GetAsync(path)).Code);
        Assert.Equal(403, (await node.GetAsync(path)).Code);
        Assert.Equal(403, (await node.GetAsync("/api/v1/secrets")).Code);
        Assert.Equal(403, (await node.GetAsync("/api/v1/namespaces/kube-system/secrets")).Code);
    }

    [PostgresFact]
    public async Task DirectoryOfAnotherCluster_IsRefusedByName()
    {
        await StartAsync(1);
        var directory = NewDirectory();
        await using (var other = await OrchestratorHost.StartAsync(Options(directory) with { Journal = null }))
            Assert.NotEqual(_planes[0].CaCertHash, other.CaCertHash);

        var refused = await Assert.ThrowsAsync<DataDirectoryException>(
            () => OrchestratorHost.StartAsync(Options(directory)));

        Assert.Contains(directory, refused.Message);
        Assert.Contains("--data", refused.Message);
    }

    public static TheoryData<string, string> Journals { get; } = new()
    {
        { "postgres://nobody@127.0.0.1:1/none", "cannot be reached" },
        { "postgres://u@h:1/d?nonsense=1", "nonsense" },
        { "MISSING", "does not exist" },
    };

    [PostgresTheory]
    [MemberData(nameof(Journals))]
    public async Task JournalThatCannotBeUsed_IsRefusedInAFewSeconds(string journal, string expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        var options = Options(NewDirectory()) with
        {
            Journal = journal == "MISSING" ? postgres.To("missing") : journal,
        };

        var refused = await Assert.ThrowsAnyAsync<JournalException>(() => OrchestratorHost.StartAsync(options));

        Assert.Contains(expected, refused.Message);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(10));
    }

    private static async Task EventuallyAsync(string what, Func<Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"waited for {what}");
            await Task.Delay(50);
        }
    }

    private async Task StartAsync(int planes) => _planes.AddRange(await Task.WhenAll(
        Enumerable.Range(0, planes).Select(_ => OrchestratorHost.StartAsync(Options(NewDirectory())))));

    private async Task StopAsync(OrchestratorHost plane)
    {
        _planes.Remove(plane);
        await plane.DisposeAsync();
    }

    private string NewDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("orchestrator-shared-").FullName;
        _directories.Add(directory);
        return directory;
    }

    private OrchestratorOptions Options(string directory) => new()
    {
        DataDirectory = directory,
        Journal = _journal,
        Listen = new(IPAddress.Loopback, 0),
        Nodes = 0,
    };

    private async Task<List<string>> CreateServicesAsync(string prefix, int count)
    {
        var addresses = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var plane = _planes[i % _planes.Count];
            addresses.Add((await plane.Api.CreateAsync(Service($"{prefix}{i}"))).Spec.ClusterIP!);
        }
        Assert.Equal(count, addresses.Distinct().Count());
        return addresses;
    }

    private static Service Service(string name) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new() { Ports = [new() { Port = 80 }] },
    };

    private static List<int> Endpoints(OrchestratorHost plane)
    {
        var endpoints = (Endpoints?)plane.Store.Current.Get("/registry/endpoints/default/kubernetes")?.Value.Object;
        return endpoints is null ? [] : [.. endpoints.Subsets.Select(subset => subset.Ports[0].Port)];
    }

    private static async Task<List<string>> EventsAsync(IWatch watch, int count)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<string>();
        while (seen.Count < count)
        {
            foreach (var change in await watch.NextAsync(late.Token))
            {
                var meta = change.Object.Metadata;
                if (meta.Name!.StartsWith('w'))
                    seen.Add($"{change.Type} {meta.Name} {meta.ResourceVersion}");
            }
        }
        return seen;
    }

    private static string Map(string name, int value) => JsonSerializer.Serialize(new
    {
        apiVersion = "v1",
        kind = "ConfigMap",
        metadata = new { name },
        data = new { n = $"{value}" },
    });
}
