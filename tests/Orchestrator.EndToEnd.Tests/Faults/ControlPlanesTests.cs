using System.Diagnostics;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Store.Postgres.Tests;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>Real processes on one PostgreSQL: the leader is killed, and the others go on.</summary>
public sealed class ControlPlanesTests(PostgresServer postgres, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const int Kills = 3;
    private const int Writers = 4;

    /// <summary>The target is 3 s; other tests share the machine.</summary>
    private static readonly TimeSpan WritesAgainMax = TimeSpan.FromSeconds(8);

    [ControlPlanesFact]
    public async Task LeaderKilled_WritesGoOnThroughTheOthers_AndNothingAcknowledgedIsLost()
    {
        var journal = await postgres.CreateDatabaseAsync();
        string[] arguments = ["--journal", journal, "--nodes", "0"];
        var planes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => OrchestratorProcess.StartAsync(arguments)));
        var acknowledged = new Dictionary<string, long>();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var leader = await LeaderAsync(planes);
                var other = planes[(Array.IndexOf(planes, leader) + 1) % planes.Length];
                using var api = ApiHttp.Admin(other.Kubeconfig);
                await WriteAsync(api, acknowledged, $"before{kill}", 20);

                await leader.KillAsync();
                var outage = await WriteAsync(api, acknowledged, $"after{kill}", 20);

                output.WriteLine($"kill {kill + 1}: slowest write {outage.TotalSeconds:0.00} s");
                Assert.True(outage < WritesAgainMax, $"no write was taken for {outage}");
                await CheckAsync(api, acknowledged);
                await leader.StartAgainAsync(arguments);
            }
            var kubectl = new Kubectl(planes[0].Kubeconfig);
            await kubectl.Async("create", "configmap", "by-kubectl");
            var seen = await new Kubectl(planes[1].Kubeconfig).Async("get", "configmap", "by-kubectl", "-o", "name");
            Assert.Equal("configmap/by-kubectl", seen.Trim());
            await Eventually.Async(async () =>
            {
                var endpoints = await kubectl.Async(
                    "get", "endpoints", "kubernetes", "-o", "jsonpath={.subsets[*].ports[*].port}");
                Assert.Equal(
                    planes.Select(plane => plane.Address.Port).Order(), endpoints.Split(' ').Select(int.Parse).Order());
            });
        }
        finally
        {
            foreach (var plane in planes)
                await plane.DisposeAsync();
        }
    }

    [ControlPlanesFact]
    public async Task LeaderAsleep_TheOthersGoOn_AndItFollowsWhenItWakes()
    {
        var journal = await postgres.CreateDatabaseAsync();
        string[] arguments = ["--journal", journal, "--nodes", "0"];
        var planes = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => OrchestratorProcess.StartAsync(arguments)));
        var acknowledged = new Dictionary<string, long>();
        var leader = await LeaderAsync(planes);
        try
        {
            var other = planes.Single(plane => plane != leader);
            using var api = ApiHttp.Admin(other.Kubeconfig);
            using var woken = ApiHttp.Admin(leader.Kubeconfig);
            await WriteAsync(api, acknowledged, "before", 5);

            await Run.CheckedAsync("kill", "-STOP", $"{leader.Pid}");
            var outage = await WriteAsync(api, acknowledged, "asleep", 20);
            await Run.CheckedAsync("kill", "-CONT", $"{leader.Pid}");
            // Its very first answer must not be what it remembers.
            await CheckAsync(woken, acknowledged);
            await WriteAsync(woken, acknowledged, "woken", 5);

            output.WriteLine($"slowest write {outage.TotalSeconds:0.00} s");
            Assert.True(outage < WritesAgainMax, $"no write was taken for {outage}");
            Assert.Same(other, await LeaderAsync(planes));
            await CheckAsync(api, acknowledged);
            await CheckAsync(woken, acknowledged);
        }
        finally
        {
            await Run.CheckedAsync("kill", "-CONT", $"{leader.Pid}");
            foreach (var plane in planes)
                await plane.DisposeAsync();
        }
    }

    [ControlPlanesFact]
    public async Task AllRestartedOneAfterTheOther_UnderLoad_FailNoWrite()
    {
        var journal = await postgres.CreateDatabaseAsync();
        string[] arguments = ["--journal", journal, "--nodes", "0"];
        var planes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => OrchestratorProcess.StartAsync(arguments)));
        try
        {
            var options = Kubeconfig.Load(planes[0].Kubeconfig).OptionsFor() with
            {
                Servers = new ApiServers(planes.Select(plane => plane.Address)),
            };
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, Writers).Select(writer => CreateAsync(options, writer, stop.Token)).ToArray();

            foreach (var plane in planes)
            {
                Assert.Equal(0, await plane.StopAsync());
                await plane.StartAgainAsync(arguments);
            }
            await stop.CancelAsync();
            var written = (await Task.WhenAll(load)).SelectMany(names => names).ToList();

            output.WriteLine($"{written.Count} writes");
            Assert.True(written.Count > 100, $"only {written.Count} writes");
            using var api = ApiHttp.Admin(planes[0].Kubeconfig);
            var list = await api.GetAsync(Maps);
            var there = list.Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("metadata").GetProperty("name").GetString()!).ToHashSet();
            Assert.All(written, name => Assert.Contains(name, there));
        }
        finally
        {
            foreach (var plane in planes)
                await plane.DisposeAsync();
        }
    }

    [ControlPlanesFact]
    public async Task UnreachableDatabase_IsOneLine_AndExitCode1()
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;
        try
        {
            var began = Stopwatch.StartNew();
            var result = await Run.AsyncWith(new ProcessStartInfo(
                OrchestratorProcess.Command,
                ["up", "--data", data, "--listen", "127.0.0.1:0", "--nodes", "0", "--journal", postgres.To("missing")]));

            Assert.Equal(1, result.ExitCode);
            var line = Assert.Single(result.Errors.Trim().Split('\n'));
            Assert.StartsWith("orchestrator up: PostgreSQL at", line);
            Assert.Contains("does not exist: create it", line);
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(15), $"it took {began.Elapsed}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Creates without pause over a connection of its own; whatever fails, fails the test.</summary>
    private static async Task<List<string>> CreateAsync(
        HttpApiClientOptions options, int writer, CancellationToken stop)
    {
        using var api = new HttpApiClient(options);
        var names = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            var name = $"w{writer}-{names.Count}";
            await api.CreateAsync(new ConfigMap { Metadata = new() { Name = name, Namespace = "default" } });
            names.Add(name);
        }
        return names;
    }

    /// <summary>Writes one after the other, each until it is acknowledged; gives the longest time one took.</summary>
    /// <remarks>A write whose end is unknown is looked up, as a client would.</remarks>
    private static async Task<TimeSpan> WriteAsync(
        ApiHttp api, Dictionary<string, long> acknowledged, string prefix, int count)
    {
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < count; i++)
        {
            var name = $"{prefix}-{i}";
            var began = Stopwatch.StartNew();
            acknowledged[name] = await WriteOneAsync(api, name);
            slowest = began.Elapsed > slowest ? began.Elapsed : slowest;
        }
        return slowest;
    }

    private static async Task<long> WriteOneAsync(ApiHttp api, string name)
    {
        var body = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""";
        var isUnknown = false;
        while (true)
        {
            var answer = await api.PostAsync(Maps, body);
            if (answer.Code == 201)
                return answer.Revision;
            if (answer.Code == 409 && isUnknown)
                return (await api.GetAsync($"{Maps}/{name}")).Revision;
            Assert.True(answer.Code is 503 or 504, $"{answer.Code} {answer.Body}");
            isUnknown |= answer.Code == 504;
        }
    }

    private static async Task CheckAsync(ApiHttp api, Dictionary<string, long> acknowledged)
    {
        var list = await api.GetAsync(Maps);
        var there = list.Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("metadata"))
            .ToDictionary(
                meta => meta.GetProperty("name").GetString()!,
                meta => long.Parse(meta.GetProperty("resourceVersion").GetString()!));
        foreach (var (name, revision) in acknowledged)
            Assert.True(there.GetValueOrDefault(name) == revision, $"{name}, acknowledged at {revision}, is lost");
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
    }

    private static async Task<OrchestratorProcess> LeaderAsync(OrchestratorProcess[] planes)
    {
        OrchestratorProcess? leader = null;
        await Eventually.Async(async () =>
        {
            foreach (var plane in planes)
            {
                using var api = ApiHttp.Admin(plane.Kubeconfig);
                if ((await api.GetAsync("/metrics")).Body.Contains("\norchestrator_store_leader 1\n"))
                    leader = plane;
            }
            Assert.NotNull(leader);
        });
        return leader!;
    }
}

/// <summary>A test that needs kubectl and PostgreSQL's server binaries; skipped, with the reason printed, where one is
/// missing.</summary>
public sealed class ControlPlanesFactAttribute : FactAttribute
{
    public ControlPlanesFactAttribute()
    {
        if (Kubectl.Installed is null)
            Skip = "kubectl is not installed";
        else if (PostgresServer.Binaries is null)
            Skip = "no PostgreSQL server binaries (initdb, postgres) here: install the package postgresql";
    }
}
