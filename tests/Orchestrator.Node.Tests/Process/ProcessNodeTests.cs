using Orchestrator.Actors.Threaded;
using Orchestrator.Node.Kubelet;
using Orchestrator.Node.Process;
using Orchestrator.Node.Process.Native;
using Orchestrator.Testing;

namespace Orchestrator.Node.Tests.Process;

/// <summary>A whole node with real processes and real time, against an API in memory.</summary>
public sealed class ProcessNodeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ThreadedActorSystem _system = new();
    private readonly ProcessHome _home = new();
    private readonly NetworkProber _prober = new();
    private FakeApi _api = null!;
    private NodeHost _node = null!;

    public async Task InitializeAsync()
    {
        _api = new(_system.Time, _system.Entropy);
        _node = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.StopAsync(Workloads.Keep);
        await _home.DisposeAsync();
        await _system.DisposeAsync();
        _prober.Dispose();
    }

    [Fact]
    public async Task KilledReplica_IsRestartedOnce_AndADeletedPodLeavesNoProcess()
    {
        var pod = _api.Put(TestPods.Bound("web", TestPods.App with { Command = ["sleep", "1000"] }));
        await Until("web", p => p.Status.Phase == "Running" && p.Condition("Ready") == "True");
        var first = IdOf("web");

        Libc.Kill(Assert.Single(MarkedProcesses.Find(first)), Libc.SigKill);
        await Until("web", p => p.Status.ContainerStatuses[0] is { RestartCount: 1, Ready: true });

        Assert.Equal(137,
            _api.Find<Pod>("default", "web")!.Status.ContainerStatuses[0].LastTerminationState.Terminated!.ExitCode);
        Assert.StartsWith("127.64.0.", _api.Find<Pod>("default", "web")!.Status.PodIP, StringComparison.Ordinal);
        var second = IdOf("web");
        await _api.DeleteAsync<Pod>(pod.Key, new DeleteOptions { GracePeriodSeconds = 5 });
        await Gone("web");
        Assert.Empty(MarkedProcesses.Find([first, second]));
    }

    [Fact]
    public async Task RestartedNode_TakesOverWhatRuns_AndStartsNothingTwice()
    {
        for (var i = 0; i < 5; i++)
            _api.Put(TestPods.Bound($"web-{i}", TestPods.App with { Command = ["sleep", "1000"] }));
        for (var i = 0; i < 5; i++)
            await Until($"web-{i}", p => p.Status.Phase == "Running");
        var ids = Enumerable.Range(0, 5).Select(i => IdOf($"web-{i}")).ToList();
        var pids = MarkedProcesses.Find(ids);
        Assert.Equal(5, pids.Count);

        await _node.StopAsync(Workloads.Keep);
        _api.Remove<Pod>("default", "web-4");
        _node = await StartAsync();
        _api.Put(TestPods.Bound("late", TestPods.App with { Command = ["sleep", "1000"] }));
        await Until("late", p => p.Status.Phase == "Running");
        while (MarkedProcesses.Find(ids[4]).Count > 0)
            await Task.Yield();

        Assert.Equal(4, MarkedProcesses.Find(ids).Count);
        Assert.All(MarkedProcesses.Find(ids), pid => Assert.Contains(pid, pids));
        Assert.All(
            _api.All<Pod>(), pod => Assert.Equal(0, pod.Status.ContainerStatuses[0].RestartCount));
    }

    [Fact]
    public async Task PodWithProbesHooksAndEnvironment_LivesAsToldAndItsLogIsRead()
    {
        var connector = new InProcessNodeConnector();
        connector.Register("node-1", _node.Options.Runtime);
        _api.Put(TestPods.Bound("web", TestPods.App with
        {
            Command = ["sh", "-c", "echo $(MY_NAME) at $MY_IP; while :; do sleep 0.1; done"],
            Env =
            [
                new() { Name = "MY_NAME", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
                new() { Name = "MY_IP", ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIP" } } },
            ],
            ReadinessProbe = new() { Exec = new() { Command = ["test", "-f", "hooked"] }, PeriodSeconds = 1 },
            Lifecycle = new() { PostStart = new() { Exec = new() { Command = ["touch", "hooked"] } } },
        }));

        await Until("web", p => p.Status.Phase == "Running" && p.Condition("Ready") == "True");

        var pod = _api.Find<Pod>("default", "web")!;
        await using var log = await connector.OpenLogAsync("node-1", new(pod, "app", new()));
        using var reader = new StreamReader(log);
        Assert.Equal($"web at {pod.Status.PodIP}\n", await reader.ReadToEndAsync().WaitAsync(Patience));
    }

    private async Task<NodeHost> StartAsync()
    {
        var options = new ProcessRuntimeOptions { PodsDirectory = Path.Combine(_home.Directory, "pods") };
        return NodeHost.Start(_system, _api, new()
        {
            Name = "node-1",
            Runtime = await ProcessRuntime.OpenAsync(options, _system.Time),
            Machine = HostMachine.Read(_home.Directory),
            Prober = _prober,
            Volumes = new VolumeDirectory(options),
        });
    }

    private string IdOf(string pod) =>
        _api.Find<Pod>("default", pod)!.Status.ContainerStatuses[0].ContainerId!["process://".Length..];

    private async Task Gone(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_api.Find<Pod>("default", name) is not null)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(10);
        }
    }

    private async Task Until(string name, Func<Pod, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var pod = _api.Find<Pod>("default", name);
            if (pod is not null && pod.Status.Conditions.Count > 0 && condition(pod))
                return;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(10);
        }
    }
}
