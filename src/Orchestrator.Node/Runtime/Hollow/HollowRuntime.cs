namespace Orchestrator.Node.Runtime.Hollow;

/// <summary>Plays the life of Pods with nothing behind them: for scale runs, simulation and tests.</summary>
/// <remarks>Keeps a few hundred bytes a container. Without latencies every call completes at once. What it knows
/// lives as
/// long as the instance: hand the same one to a restarted node and its Pods are found running.</remarks>
public sealed class HollowRuntime(TimeProvider time, HollowOptions options) : IContainerRuntime
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, HollowPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _podOfContainer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITimer> _lives = new(StringComparer.Ordinal);
    private readonly PodAddresses _addresses = new(options.PodCidr);
    private Action<RuntimeEvent> _sink = static _ => { };

    public string Name => "hollow";

    public string Version => "1.0";

    public bool RunsPrograms => false;

    public void OnEvent(Action<RuntimeEvent> sink)
    {
        lock (_gate)
            _sink = sink;
    }

    public ValueTask<Sandbox> RunSandboxAsync(SandboxConfig config, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (!_pods.TryGetValue(config.PodUid, out var pod))
            {
                var ip = _addresses.Take(config.PodUid)
                    ?? throw new RuntimeException("FailedCreatePodSandBox", $"no address is left in {options.PodCidr}");
                pod = new(new(config.PodUid, config.Namespace, config.Name, ip, time.GetUtcNow()));
                _pods[config.PodUid] = pod;
            }
            return new(pod.Sandbox);
        }
    }

    public ValueTask RemoveSandboxAsync(string podUid, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_pods.Remove(podUid, out var pod))
            {
                foreach (var container in pod.Containers)
                    Forget(container.Id);
            }
            _addresses.Release(podUid);
        }
        return default;
    }

    public ValueTask<IReadOnlyList<Sandbox>> ListSandboxesAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
            return new([.. _pods.Values.Select(pod => pod.Sandbox)]);
    }

    public ValueTask<RuntimePod?> GetPodAsync(string podUid, CancellationToken cancellation = default)
    {
        lock (_gate)
            return new(_pods.TryGetValue(podUid, out var pod) ? new RuntimePod(pod.Sandbox, pod.Snapshot()) : null);
    }

    public ValueTask<string> CreateContainerAsync(
        string podUid, ContainerConfig config, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var id = $"{podUid}/{config.Name}/{config.Attempt}";
            _pods[podUid].Add(new()
            {
                Id = id,
                Name = config.Name,
                Attempt = config.Attempt,
                Image = config.Image,
                CreatedAt = time.GetUtcNow(),
            });
            _podOfContainer[id] = podUid;
            if (options.Life?.Invoke(_pods[podUid].Sandbox, config) is { } life)
                _pods[podUid].Lives[id] = life;
            return new(id);
        }
    }

    public async ValueTask StartContainerAsync(string containerId, CancellationToken cancellation = default)
    {
        if (options.StartLatency > TimeSpan.Zero)
            await Task.Delay(options.StartLatency, time, cancellation);
        lock (_gate)
        {
            Change(containerId, c => c with { State = RuntimeContainerState.Running, StartedAt = time.GetUtcNow() });
            if (PodOf(containerId) is { } pod && pod.Lives.TryGetValue(containerId, out var life))
            {
                _lives[containerId] = time.CreateTimer(
                    _ => Exit(containerId, life.ExitCode), null, life.RunFor, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public async ValueTask StopContainerAsync(
        string containerId, TimeSpan grace, CancellationToken cancellation = default)
    {
        var latency = options.StopLatency < grace ? options.StopLatency : grace;
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, time, cancellation);
        Exit(containerId, options.StopLatency <= grace ? 0 : 137);
    }

    public ValueTask RemoveContainerAsync(string containerId, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            PodOf(containerId)?.Remove(containerId);
            Forget(containerId);
        }
        return default;
    }

    public ValueTask<ExecResult> ExecSyncAsync(
        string containerId, ValueList<string> command, TimeSpan timeout, CancellationToken cancellation = default) =>
        new(new ExecResult(0, ""));

    public ValueTask<Stream> OpenLogAsync(
        string containerId, PodLogOptions options, CancellationToken cancellation = default) =>
        new(new MemoryStream("this Pod runs on a hollow node: no program, no output\n"u8.ToArray(), writable: false));

    /// <summary>Ends a running container as if its program had ended by itself.</summary>
    public void Exit(string containerId, int exitCode)
    {
        Action<RuntimeEvent> sink;
        string podUid;
        lock (_gate)
        {
            if (PodOf(containerId) is not { } pod
                || pod.Find(containerId) is not { State: RuntimeContainerState.Running })
                return;
            Change(containerId, c => c with
            {
                State = RuntimeContainerState.Exited,
                FinishedAt = time.GetUtcNow(),
                ExitCode = exitCode,
                Reason = exitCode == 0 ? "Completed" : "Error",
            });
            (sink, podUid) = (_sink, pod.Sandbox.PodUid);
        }
        sink(new ContainerExited(podUid, containerId));
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (var id in _podOfContainer.Keys.ToList())
                Forget(id);
        }
        return default;
    }

    private HollowPod? PodOf(string containerId) =>
        _podOfContainer.TryGetValue(containerId, out var uid) && _pods.TryGetValue(uid, out var pod) ? pod : null;

    private void Change(string containerId, Func<RuntimeContainer, RuntimeContainer> change) =>
        PodOf(containerId)?.Change(containerId, change);

    private void Forget(string containerId)
    {
        _podOfContainer.Remove(containerId);
        if (_lives.Remove(containerId, out var life))
            life.Dispose();
    }
}
