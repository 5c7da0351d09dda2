using Orchestrator.Actors.Simulated;
using Orchestrator.Node.Kubelet;
using Orchestrator.Node.Pods;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Runtime.Hollow;
using Orchestrator.Node.Volumes;
using Orchestrator.Testing;

namespace Orchestrator.Node.Tests;

/// <summary>One node under the simulated driver, against an API in memory.</summary>
internal sealed class SimulatedNode : IEndpointDrain, IProber, IVolumeHost
{
    public const string Name = "node-1";

    public SimulatedNode(ulong seed = 1, HollowOptions? hollow = null, bool programs = true)
    {
        System = new SimulatedActorSystem(seed);
        Api = new FakeApi(System.Time, System.Fork("api"));
        Runtime = new ScriptedRuntime(System.Time, hollow) { RunsPrograms = programs };
        Host = NodeHost.Start(System, Api, new()
        {
            Name = Name,
            Runtime = Runtime,
            Machine = MachineInfo.Hollow(),
            Prober = this,
            Volumes = this,
            Drain = this,
        });
        System.RunFor(TimeSpan.FromSeconds(1));
    }

    public SimulatedActorSystem System { get; }

    public FakeApi Api { get; }

    public ScriptedRuntime Runtime { get; }

    public NodeHost Host { get; }

    public Func<ProbeOutcome> OnProbe { get; set; } = () => ProbeOutcome.Success;

    public Func<ValueTask> OnDrain { get; set; } = () => default;

    public List<string> Drained { get; } = [];

    public Pod Put(Pod pod)
    {
        var put = Api.Put(pod);
        Settle();
        return Find(pod.Metadata.Name!) ?? put;
    }

    public Pod? Find(string name) => Api.Find<Pod>("default", name);

    public ContainerStatus Status(string pod, string container = "app") =>
        Find(pod)!.Status.ContainerStatuses.Concat(Find(pod)!.Status.InitContainerStatuses).First(s =>
            s.Name == container);

    public IEnumerable<string> Events(string reason) =>
        Api.All<Event>().Where(e => e.Reason == reason).Select(e => e.Message!);

    public int StatusWrites(string pod) =>
        Api.Calls.Count(call => call.Verb == "update" && call.Subresource == "status" && call.Key.Name == pod);

    public void Exit(string pod, int code, string container = "app")
    {
        var running = System.Run(() => Runtime.GetPodAsync(Find(pod)!.Metadata.Uid!))!.Newest(container)!;
        System.Run(() =>
        {
            Runtime.Inner.Exit(running.Id, code);
            return default;
        });
        Settle();
    }

    public void Delete(string pod, long grace = 30)
    {
        System.Run(async () =>
        {
            await Api.DeleteAsync<Pod>(new("default", pod), new DeleteOptions { GracePeriodSeconds = grace });
        });
        Settle();
    }

    /// <summary>Long enough for everything that waits for nobody.</summary>
    public void Settle() => System.RunFor(TimeSpan.FromMilliseconds(500));

    public void Wait(double seconds) => System.RunFor(TimeSpan.FromSeconds(seconds));

    public async ValueTask WaitUntilRemovedAsync(string podIp, CancellationToken cancellation = default)
    {
        Drained.Add(podIp);
        await OnDrain();
    }

    public ValueTask<ProbeOutcome> HttpGetAsync(HttpProbe probe, TimeSpan timeout, CancellationToken cancellation) =>
        new(OnProbe());

    public ValueTask<ProbeOutcome> TcpConnectAsync(
        string host, int port, TimeSpan timeout, CancellationToken cancellation) => new(OnProbe());

    public ValueTask<string> ProjectAsync(
        Pod pod, string volume, ValueList<VolumeFile> files, CancellationToken cancellation) =>
            new($"/volumes/{volume}");

    public ValueTask<string> EmptyDirAsync(Pod pod, string volume, CancellationToken cancellation) =>
        new($"/volumes/{volume}");

    public ValueTask<string?> CheckHostPathAsync(HostPathVolumeSource source, CancellationToken cancellation) =>
        new((string?)null);
}
