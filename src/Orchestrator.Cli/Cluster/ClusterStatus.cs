using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Cli.Cluster;

/// <summary>The state of a launched cluster, asked of its processes and of its API.</summary>
/// <param name="Nodes">Ready nodes and all nodes, as the API has them; null while no control plane answers.</param>
/// <param name="Leaders">Who leads the controllers and the scheduler: component and holder.</param>
public sealed record ClusterStatus(
    ClusterRecord Record, IReadOnlyList<MemberStatus> Members, (int Ready, int All)? Nodes,
    IReadOnlyList<(string Component, string Holder)> Leaders)
{
    /// <summary>The cluster's directory.</summary>
    public string Root { get; init; } = "";

    /// <summary>Who is a member, from each control plane that answers.</summary>
    public IReadOnlyList<MembershipView> Views { get; init; } = [];

    private static readonly string[] Elected = ["kube-controller-manager", "kube-scheduler"];
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);

    private const int AnswerTextMax = 200;

    public static async Task<ClusterStatus> AskAsync(ClusterDirectory directory)
    {
        var record = directory.Load();
        var kubeconfig = File.Exists(directory.Kubeconfig) ? Kubeconfig.Load(directory.Kubeconfig) : null;
        var answers = await Task.WhenAll(record.Members.Select(member => AskAsync(directory, member, kubeconfig)));
        var status = new ClusterStatus(record, [.. answers.Select(answer => answer.Member)], null, [])
        {
            Root = directory.Root,
            Views = [.. answers.Select(answer => answer.View).OfType<MembershipView>()],
        };
        var answering = status.Members.FirstOrDefault(
            m => m.State == "ready" && m.Member.Kind == MemberKind.ControlPlane);
        if (answering is null)
            return status;
        var options = kubeconfig!.OptionsFor(ClusterKubeconfig.ContextName(answering.Member.Name));
        using var api = new HttpApiClient(options with { RequestTimeout = AnswerMax });
        try
        {
            return status with { Nodes = await CountNodesAsync(api), Leaders = await LeadersAsync(api) };
        }
        catch (Exception error) when (error is ApiUnreachableException or StatusException)
        {
            return status;
        }
    }

    private static async Task<(MemberStatus Member, MembershipView? View)> AskAsync(
        ClusterDirectory directory, MemberRecord member, Kubeconfig? kubeconfig)
    {
        if (!member.IsRunning && GivenUpMark.Why(directory.Member(member.Name)) is { } why)
            return (new(member, why), null);
        if (!member.IsRunning)
            return (new(member, member.Process is null ? "stopped" : "dead"), null);
        if (member.Kind != MemberKind.ControlPlane)
            return (new(member, "running"), null);
        if (member.Address is null || kubeconfig is null)
            return (new(member, "not ready") { Reason = "it is starting" }, null);
        using var pages = new ApiPages(kubeconfig.OptionsFor(ClusterKubeconfig.ContextName(member.Name)), AnswerMax);
        if (await pages.AskAsync("/readyz") is not { } readiness)
            return (new(member, "silent"), null);
        var metrics = new MetricsText(await pages.GetAsync("/metrics") ?? "");
        return (Describe(member, readiness, metrics), MembershipView.Read(member.Name, metrics));
    }

    private static MemberStatus Describe(
        MemberRecord member, (bool IsGood, string Text) readiness, MetricsText metrics) =>
        new(member, readiness.IsGood ? "ready" : "not ready")
        {
            Reason = readiness.IsGood ? null : FailuresIn(readiness.Text),
            IsLeader = metrics.Value("orchestrator_store_leader") is 1,
            LagSeconds = metrics.Value("orchestrator_store_lag_seconds"),
            Revision = (long?)metrics.Value("orchestrator_store_revision"),
        };

    /// <summary>Of lines such as <c>[-]journal failed: no connection</c> what stands behind the mark; the beginning of
    /// an answer that has none, such as a refusal.</summary>
    private static string FailuresIn(string readiness)
    {
        var lines = readiness.Split('\n');
        var failures = lines.Where(line => line.StartsWith("[-]", StringComparison.Ordinal)).ToList();
        if (failures.Count > 0)
            return string.Join("; ", failures.Select(line => line[3..]));
        var answer = string.Join(' ', lines.Select(line => line.Trim()));
        return $"its answer is {(answer.Length <= AnswerTextMax ? answer : answer[..AnswerTextMax])}";
    }

    private static async Task<(int, int)> CountNodesAsync(IApiClient api)
    {
        var list = await api.ListAsync<Orchestrator.Api.Core.V1.Node>(new ListQuery());
        var ready = list.Items.Cast<Orchestrator.Api.Core.V1.Node>()
            .Count(node => node.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" }));
        return (ready, list.Items.Count);
    }

    private static async Task<IReadOnlyList<(string, string)>> LeadersAsync(IApiClient api)
    {
        var leaders = new List<(string, string)>();
        foreach (var component in Elected)
        {
            try
            {
                var lease = await api.GetAsync<Lease>(new ObjectKey("kube-system", component));
                leaders.Add((component, lease.Spec.HolderIdentity ?? "nobody"));
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                leaders.Add((component, "nobody"));
            }
        }
        return leaders;
    }
}
