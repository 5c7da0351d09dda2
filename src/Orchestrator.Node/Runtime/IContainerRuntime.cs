namespace Orchestrator.Node.Runtime;

/// <summary>What a node needs of whatever runs its containers, modelled on the CRI: sandboxes, containers, exec,
/// logs.</summary>
/// <remarks>
/// One instance serves one node. Safe to call from any number of Pod workers at once. What it knows survives this
/// process:
/// after a restart <see cref="ListSandboxesAsync"/> and <see cref="GetPodAsync"/> show what an earlier process started.
/// Failures that a Pod's owner should read are <see cref="RuntimeException"/>.
/// </remarks>
public interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>The scheme of container ids, such as <c>process</c> in <c>process://3f…</c>.</summary>
    string Name { get; }

    string Version { get; }

    /// <summary>False where no program runs: environment, volumes, hooks and probes have nobody to serve.</summary>
    bool RunsPrograms { get; }

    /// <summary>Where events go from now on; the last caller wins. Called from any thread the runtime uses.</summary>
    void OnEvent(Action<RuntimeEvent> sink);

    /// <summary>Makes the Pod's sandbox, or answers the one it has.</summary>
    ValueTask<Sandbox> RunSandboxAsync(SandboxConfig config, CancellationToken cancellation = default);

    /// <summary>Kills what still runs in the Pod's sandbox, then forgets it with its logs and frees its
    /// address.</summary>
    ValueTask RemoveSandboxAsync(string podUid, CancellationToken cancellation = default);

    ValueTask<IReadOnlyList<Sandbox>> ListSandboxesAsync(CancellationToken cancellation = default);

    /// <summary>The sandbox and every container kept, by name and then newest attempt first; null when
    /// unknown.</summary>
    ValueTask<RuntimePod?> GetPodAsync(string podUid, CancellationToken cancellation = default);

    /// <summary>Prepares a container; answers its id without the scheme.</summary>
    /// <exception cref="RuntimeException">It cannot be run here.</exception>
    ValueTask<string> CreateContainerAsync(
        string podUid, ContainerConfig config, CancellationToken cancellation = default);

    /// <exception cref="RuntimeException">It did not start; the container is then Exited with code 128.</exception>
    ValueTask StartContainerAsync(string containerId, CancellationToken cancellation = default);

    /// <summary>Asks the container to end, kills it after <paramref name="grace"/>, and completes once it is
    /// dead.</summary>
    ValueTask StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellation = default);

    /// <summary>Forgets a container that does not run, with its log.</summary>
    ValueTask RemoveContainerAsync(string containerId, CancellationToken cancellation = default);

    /// <summary>Runs a command beside the container and waits for it; at most 10 KiB of its output is kept.</summary>
    /// <exception cref="TimeoutException">It was still running after <paramref name="timeout"/> and has been
    /// killed.</exception>
    ValueTask<ExecResult> ExecSyncAsync(
        string containerId, ValueList<string> command, TimeSpan timeout, CancellationToken cancellation = default);

    /// <summary>The container's output as <c>kubectl logs</c> wants it; with follow it ends when the container
    /// has.</summary>
    ValueTask<Stream> OpenLogAsync(
        string containerId, PodLogOptions options, CancellationToken cancellation = default);
}
