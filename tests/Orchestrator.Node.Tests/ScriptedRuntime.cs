using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Node.Tests;

/// <summary>A hollow runtime that claims to run programs, remembers what it was told and does as the test
/// says.</summary>
internal sealed class ScriptedRuntime(TimeProvider time, HollowOptions? options = null) : IContainerRuntime
{
    private readonly HollowRuntime _inner = new(time, options ?? new());

    public string Name => "scripted";

    public string Version => "1.0";

    public bool RunsPrograms { get; init; } = true;

    public List<ContainerConfig> Created { get; } = [];

    public List<string> Started { get; } = [];

    public List<(string Id, TimeSpan Grace)> Stopped { get; } = [];

    public Func<ContainerConfig, Exception?> OnCreate { get; set; } = _ => null;

    public Func<string, ExecResult> OnExec { get; set; } = _ => new(0, "");

    public HollowRuntime Inner => _inner;

    public Action<RuntimeEvent> Sink { get; private set; } = _ => { };

    public void OnEvent(Action<RuntimeEvent> sink)
    {
        Sink = sink;
        _inner.OnEvent(sink);
    }

    public ValueTask<Sandbox> RunSandboxAsync(SandboxConfig config, CancellationToken cancellation = default) =>
        _inner.RunSandboxAsync(config, cancellation);

    public ValueTask RemoveSandboxAsync(string podUid, CancellationToken cancellation = default) =>
        _inner.RemoveSandboxAsync(podUid, cancellation);

    public ValueTask<IReadOnlyList<Sandbox>> ListSandboxesAsync(CancellationToken cancellation = default) =>
        _inner.ListSandboxesAsync(cancellation);

    public ValueTask<RuntimePod?> GetPodAsync(string podUid, CancellationToken cancellation = default) =>
        _inner.GetPodAsync(podUid, cancellation);

    public ValueTask<string> CreateContainerAsync(
        string podUid, ContainerConfig config, CancellationToken cancellation = default)
    {
        if (OnCreate(config) is { } error)
            throw error;
        Created.Add(config);
        return _inner.CreateContainerAsync(podUid, config, cancellation);
    }

    public ValueTask StartContainerAsync(string containerId, CancellationToken cancellation = default)
    {
        Started.Add(containerId);
        return _inner.StartContainerAsync(containerId, cancellation);
    }

    public ValueTask StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellation = default)
    {
        Stopped.Add((containerId, grace));
        return _inner.StopContainerAsync(containerId, grace, cancellation);
    }

    public ValueTask RemoveContainerAsync(string containerId, CancellationToken cancellation = default) =>
        _inner.RemoveContainerAsync(containerId, cancellation);

    public ValueTask<ExecResult> ExecSyncAsync(
        string containerId, ValueList<string> command, TimeSpan timeout, CancellationToken cancellation = default) =>
        new(OnExec(string.Join(' ', command)));

    public ValueTask<Stream> OpenLogAsync(
        string containerId, PodLogOptions options, CancellationToken cancellation = default) =>
        _inner.OpenLogAsync(containerId, options, cancellation);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
