using System.Text.RegularExpressions;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.EndToEnd.Tests.Clusters;
using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Store.Postgres.Tests;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>Two control planes: one holds the Leases of controllers and scheduler, the other leads the store, and goes
/// on when the holder gets no turn.</summary>
public sealed partial class PausedHolderTests(PostgresServer postgres, ITestOutputHelper output)
    : IClassFixture<PostgresServer>
{
    private const string Manager = "kube-controller-manager", Scheduler = "kube-scheduler";
    private const int Replicas = 400, Grown = 450;

    /// <summary>Longer than the store's leader may be silent, so that a pause can move the store alone.</summary>
    private static readonly string[] ShortLeases =
    [
        "--leader-elect-lease-duration", "8s", "--leader-elect-renew-deadline", "6s",
        "--leader-elect-retry-period", "500ms",
    ];

    [ControlPlanesFact]
    public async Task AsleepInTheMiddleOfItsWork_ItIsFollowed_AndWritesNothingMoreWhenItWakes()
    {
        string[] arguments = ["--journal", await postgres.CreateDatabaseAsync(), "--nodes", "0", .. ShortLeases];
        await using var first = await OrchestratorProcess.StartAsync(arguments);
        await using var second = await OrchestratorProcess.StartAsync(arguments);
        var (holder, leader) = await PartAsync(first, second);
        using var api = Client(leader);
        var before = LeaderToken.Of(await api.GetAsync<Lease>(new("kube-system", Manager)));
        await using var pods = await Sightings<Pod>.OpenAsync(api, "default");
        await using var sets = await Sightings<ReplicaSet>.OpenAsync(api, "default");

        await api.CreateAsync(Echo("many", Replicas));
        await Eventually.Async(() => Assert.NotEmpty(pods.Seen));
        await holder.SignalAsync("STOP");
        var made = pods.Seen.Count;
        try
        {
            await api.CreateAsync(Echo("meanwhile", 3));
            await Eventually.Async(async () => Assert.NotEqual(before, LeaderToken.Of(
                await api.GetAsync<Lease>(new("kube-system", Manager)))));
            await new Kubectl(leader.Kubeconfig).Async("scale", "deployment/many", $"--replicas={Grown}");
            await Eventually.Async(() => Assert.Equal(Grown + 3, Names(pods).Count), secondsMax: 60);
        }
        finally
        {
            await holder.SignalAsync("CONT");
        }
        // What it sends under its token from now on is refused, whoever passes it on.
        await RefusedAsync(holder, before);
        await RefusedAsync(leader, before);
        await Eventually.Async(async () => Assert.False(
            await HoldsAsync(holder, Manager) || await HoldsAsync(holder, Scheduler)));
        await Task.Delay(TimeSpan.FromSeconds(2));

        output.WriteLine(
            $"{made} of {Replicas} Pods were made when the holder was stopped; awake it was refused "
            + $"{await ForwardedAsync(holder, 409)} writes");
        Assert.True(made < Replicas, "the holder had made all Pods before it was stopped");
        // Every one that ever was: a Pod too many that somebody deleted again would be among them.
        Assert.Equal(Grown + 3, Names(pods).Count);
        Assert.Equal(2, sets.Seen.Count(seen => seen.Type == WatchEventType.Added));
        Assert.True(await HoldsAsync(leader, Manager));
        Assert.Contains("orchestrator_store_leader 0", await MetricsAsync(holder));
        holder.AssertNothingFailed();
        await leader.AssertStopsAsync();
        await holder.AssertStopsAsync();
    }

    /// <summary>Sees to it that one process holds the Leases while the other leads the store.</summary>
    private static async Task<(OrchestratorProcess Holder, OrchestratorProcess Leader)> PartAsync(
        OrchestratorProcess first, OrchestratorProcess second)
    {
        OrchestratorProcess? holder = null;
        await Eventually.Async(async () => Assert.NotNull(
            holder = await HoldsAsync(first, Manager) ? first : await HoldsAsync(second, Manager) ? second : null));
        var other = holder == first ? second : first;
        if (!await LeadsAsync(other))
        {
            // Long enough for the store, not for its Leases.
            await holder!.SignalAsync("STOP");
            try
            {
                await Eventually.Async(async () => Assert.True(await LeadsAsync(other)));
            }
            finally
            {
                await holder!.SignalAsync("CONT");
            }
        }
        await Eventually.Async(async () => Assert.False(await LeadsAsync(holder!)));
        Assert.True(
            await HoldsAsync(holder!, Manager), "the pause that moved the store's lead has moved the Lease too");
        return (holder!, other);
    }

    /// <summary>A write under the token of a leadership that is over.</summary>
    private static async Task RefusedAsync(OrchestratorProcess through, LeaderToken token)
    {
        using var api = Client(through);
        var late = api.WithLeader(token);
        var refused = await Assert.ThrowsAsync<StatusException>(async () => await late.CreateAsync(
            new ConfigMap { Metadata = new() { Name = "late", Namespace = "default" } }));
        Assert.True(refused.IsLeadershipEnded, refused.Message);
    }

    private static HashSet<string> Names(Sightings<Pod> pods) =>
        [.. pods.Seen.Where(seen => seen.Type == WatchEventType.Added).Select(seen => seen.Object.Metadata.Name ?? "")];

    private static Deployment Echo(string name, int replicas) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new() { MatchLabels = ValueMap.Of(("app", name)) },
            Template = new()
            {
                ObjectMeta = new() { Labels = ValueMap.Of(("app", name)) },
                Spec = new PodSpec { Containers = [new Container { Name = "c", Image = "i" }] },
            },
        },
    };

    private static HttpApiClient Client(OrchestratorProcess process) =>
        new(Kubeconfig.Load(process.Kubeconfig).OptionsFor());

    private static async Task<bool> LeadsAsync(OrchestratorProcess process) =>
        (await MetricsAsync(process)).Contains("\norchestrator_store_leader 1\n", StringComparison.Ordinal);

    private static async Task<bool> HoldsAsync(OrchestratorProcess process, string lease) =>
        Regex.IsMatch(await MetricsAsync(process), $"(?m)^leader_election_master_status{{name=\"{lease}\"}} 1$");

    private static async Task<int> ForwardedAsync(OrchestratorProcess process, int code) =>
        ForwardedPattern().Matches(await MetricsAsync(process))
            .Where(match => match.Groups[1].Value.Contains($"code=\"{code}\"", StringComparison.Ordinal))
            .Sum(match => int.Parse(match.Groups[2].Value));

    private static async Task<string> MetricsAsync(OrchestratorProcess process)
    {
        using var api = ApiHttp.Admin(process.Kubeconfig);
        return (await api.GetAsync("/metrics")).Body;
    }

    [GeneratedRegex(@"^orchestrator_forwarded_requests_total\{(.*)\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex ForwardedPattern();
}
