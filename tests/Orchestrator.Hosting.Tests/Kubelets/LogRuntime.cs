using System.IO.Pipelines;
using System.Text;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Node.Runtime;

namespace Orchestrator.Hosting.Tests.Kubelets;

/// <summary>A runtime with one running container, whose log tells what it was asked for.</summary>
internal sealed class LogRuntime : IContainerRuntime
{
    public string Name => "log";

    public string Version => "1";

    public bool RunsPrograms => false;

    /// <summary>What a followed log still waits for.</summary>
    public Pipe Followed { get; } = new();

    /// <summary>Completes when the reader of a followed log has gone.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<RuntimePod?> GetPodAsync(string podUid, CancellationToken cancellation = default) =>
        new(new RuntimePod(
            new Sandbox(podUid, "default", "web", "127.64.0.2", DateTimeOffset.UnixEpoch),
            [new RuntimeContainer { Id = "c1", Name = "app", State = RuntimeContainerState.Running }]));

    public ValueTask<Stream> OpenLogAsync(
        string containerId, PodLogOptions options, CancellationToken cancellation = default)
    {
        if (!options.Follow)
            return new(new MemoryStream(Encoding.UTF8.GetBytes($"{containerId} {options.TailLines} {options.SinceTime}\n")));
        cancellation.Register(() => Left.TrySetResult());
        return new(Followed.Reader.AsStream());
    }

    public void OnEvent(Action<RuntimeEvent> sink)
    {
    }

    public ValueTask DisposeAsync() => default;

    public ValueTask<Sandbox> RunSandboxAsync(SandboxConfig config, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask RemoveSandboxAsync(string podUid, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Sandbox>> ListSandboxesAsync(CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<string> CreateContainerAsync(
        string podUid, ContainerConfig config, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask StartContainerAsync(string containerId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask StopContainerAsync(
        string containerId, TimeSpan grace, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask RemoveContainerAsync(string containerId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask<ExecResult> ExecSyncAsync(
        string containerId, ValueList<string> command, TimeSpan timeout, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
