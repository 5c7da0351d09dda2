using System.Collections.Concurrent;
using System.Security.Cryptography;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>Runs each container's command as a process of this machine, which outlives this program and is taken over
/// again.</summary>
/// <remarks>
/// No namespaces: the program sees the host's files and network, and its Pod's own loopback address. Its state is in
/// files
/// under <see cref="ProcessRuntimeOptions.PodsDirectory"/>; see docs/decisions/0070. Linux only.
/// </remarks>
public sealed class ProcessRuntime : IContainerRuntime
{
    private readonly ProcessRuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly ProcessMonitor _monitor = new();
    private readonly MarkSweeper _sweeper = new();
    private readonly ListenerWatch _listeners;
    private readonly ConcurrentDictionary<string, ProcessPod> _pods = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProcessContainer> _containers = new(StringComparer.Ordinal);
    private readonly PodAddresses _addresses;
    private readonly StartsLock _starts;
    private Action<RuntimeEvent> _sink = static _ => { };

    private ProcessRuntime(ProcessRuntimeOptions options, StartsLock starts, TimeProvider time)
    {
        _starts = starts;
        _options = options with { PodsDirectory = Path.GetFullPath(options.PodsDirectory) };
        (_time, _addresses) = (time, new(options.PodCidr));
        _listeners = new(() => [.. _containers.Values], warned => _sink(warned));
    }

    public string Name => "process";

    public string Version => "1.0";

    public bool RunsPrograms => true;

    /// <summary>Opens the directory and takes over what an earlier process left running in it.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">Another process runs programs in the directory, or it cannot be used.</exception>
    public static async Task<ProcessRuntime> OpenAsync(ProcessRuntimeOptions options, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException(
                "the process runtime runs on Linux only; use --runtime hollow here");
        Directory.CreateDirectory(options.PodsDirectory);
        var starts = await StartsLock.TakeAsync(options.PodsDirectory, options.TakeoverMax).ConfigureAwait(false);
        var runtime = new ProcessRuntime(options, starts, time);
        try
        {
            foreach (var directory in Directory.EnumerateDirectories(runtime._options.PodsDirectory))
                runtime.Restore(directory);
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void OnEvent(Action<RuntimeEvent> sink) => _sink = sink;

    public ValueTask<Sandbox> RunSandboxAsync(SandboxConfig config, CancellationToken cancellation = default)
    {
        if (_pods.TryGetValue(config.PodUid, out var existing))
            return new(existing.Sandbox);
        string? ip;
        lock (_addresses)
            ip = _addresses.Take(config.PodUid);
        if (ip is null)
            throw new RuntimeException("FailedCreatePodSandBox", $"no address is left in {_options.PodCidr}");
        var sandbox = new Sandbox(config.PodUid, config.Namespace, config.Name, ip, _time.GetUtcNow());
        var pod = new ProcessPod(
            Path.Combine(_options.PodsDirectory, $"{config.Namespace}_{config.Name}_{config.PodUid}"), sandbox);
        try
        {
            pod.Create();
        }
        catch
        {
            lock (_addresses)
                _addresses.Release(config.PodUid);
            throw;
        }
        _pods[config.PodUid] = pod;
        return new(sandbox);
    }

    public async ValueTask RemoveSandboxAsync(string podUid, CancellationToken cancellation = default)
    {
        if (!_pods.TryGetValue(podUid, out var pod))
            return;
        foreach (var container in pod.Containers)
        {
            await StopContainerAsync(container.Record.Id, TimeSpan.Zero, cancellation);
            await _sweeper.SweepAsync(container.Record.Id);
            Remove(container);
        }
        pod.Delete();
        _pods.TryRemove(podUid, out _);
        lock (_addresses)
            _addresses.Release(podUid);
    }

    public ValueTask<IReadOnlyList<Sandbox>> ListSandboxesAsync(CancellationToken cancellation = default) =>
        new([.. _pods.Values.Select(pod => pod.Sandbox).OrderBy(sandbox => sandbox.PodUid, StringComparer.Ordinal)]);

    public ValueTask<RuntimePod?> GetPodAsync(string podUid, CancellationToken cancellation = default) =>
        new(_pods.TryGetValue(podUid, out var pod)
            ? new RuntimePod(pod.Sandbox, [.. pod.Containers.Select(container => container.Describe())])
            : null);

    public ValueTask<string> CreateContainerAsync(
        string podUid, ContainerConfig config, CancellationToken cancellation = default)
    {
        if (config.Argv.IsEmpty)
        {
            throw new RuntimeException(
                "CreateContainerError",
                $"container {config.Name} has an image and no command, and this node runs processes, not images: " +
                "set command: to a program of this machine, or use a node with a container runtime");
        }
        var pod = Pod(podUid);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var path = pod.PathOf(config.Name, config.Attempt);
        var record = new ContainerRecord
        {
            Id = id,
            Name = config.Name,
            Attempt = config.Attempt,
            Image = config.Image,
            Argv = [.. config.Argv],
            MessageFromLog = config.MessageFromLog,
            WorkingDir = config.WorkingDir ?? pod.ScratchOf(config.Name),
            CreatedAt = _time.GetUtcNow(),
        };
        var container = new ProcessContainer(podUid, path, record, _options.LogBytesMax, _time);
        container.Env = HostEnvironment.Build(
            id, pod.Sandbox, config, container.TerminationMessageFile, _options.ExtraPath);
        container.Log.Create();
        container.Change(same => same);
        _containers[id] = container;
        pod.Add(container);
        return new(id);
    }

    public async ValueTask StartContainerAsync(string containerId, CancellationToken cancellation = default)
    {
        var container = Get(containerId);
        // What an earlier attempt left outside its session must not run beside this one.
        foreach (var earlier in Pod(container.PodUid).Containers)
        {
            if (earlier != container && earlier.Record.Name == container.Record.Name)
                await _sweeper.SweepAsync(earlier.Record.Id);
        }
        // Off the caller's turn: starting a program takes a millisecond or more of a thread.
        await Task.Run(() => _starts.During(() => Start(container)), cancellation);
    }

    public async ValueTask StopContainerAsync(
        string containerId, TimeSpan grace, CancellationToken cancellation = default)
    {
        if (!_containers.TryGetValue(containerId, out var container) || !container.HasBegun)
            return;
        await container.StartEnded.WaitAsync(cancellation);
        if (grace > TimeSpan.Zero)
        {
            container.Signal(Libc.SigTerm);
            try
            {
                await container.Ended.WaitAsync(grace, _time, cancellation);
                return;
            }
            catch (TimeoutException)
            {
                // It had its time.
            }
        }
        container.Signal(Libc.SigKill);
        await container.Ended.WaitAsync(cancellation);
    }

    public async ValueTask RemoveContainerAsync(string containerId, CancellationToken cancellation = default)
    {
        if (!_containers.TryGetValue(containerId, out var container))
            return;
        // Whoever is about to start it comes too late; one that has been started is ended first.
        if (!container.TryBegin())
            await StopContainerAsync(containerId, TimeSpan.Zero, cancellation);
        else
            container.EndStart();
        Remove(container);
    }

    public ValueTask<ExecResult> ExecSyncAsync(
        string containerId, ValueList<string> command, TimeSpan timeout, CancellationToken cancellation = default) =>
        ExecCommand.RunAsync(Get(containerId), command, timeout, _monitor, _time, cancellation);

    public ValueTask<Stream> OpenLogAsync(
        string containerId, PodLogOptions options, CancellationToken cancellation = default) =>
        new(new ContainerLogStream(Get(containerId).Log, options, _time.GetUtcNow()));

    /// <summary>Kills every program with all its descendants and starts no more. Does not wait for their ends, which
    /// the next <see cref="OpenAsync"/> finds.</summary>
    public void Kill()
    {
        _starts.Dispose();
        foreach (var container in _containers.Values)
            container.Signal(Libc.SigKill);
        // Those that left their session, or were just being started.
        foreach (var pid in MarkedProcesses.Find([.. _containers.Keys]))
            _ = Libc.Kill(pid, Libc.SigKill);
    }

    /// <summary>Lets go of the processes without ending them: the next <see cref="OpenAsync"/> takes them
    /// over.</summary>
    public ValueTask DisposeAsync()
    {
        _listeners.Dispose();
        _monitor.Dispose();
        foreach (var container in _containers.Values)
            container.Dispose();
        _starts.Dispose();
        return default;
    }

    private void Start(ProcessContainer container)
    {
        var record = container.Record;
        if (!container.TryBegin())
            throw new RuntimeException("RunContainerError",
                $"container {record.Name} has been started or removed already");
        try
        {
            var program = HostEnvironment.FindProgram(record.Argv[0], container.Env!, record.WorkingDir)
                ?? throw new SpawnException($"{record.Argv[0]}: executable file not found in $PATH", 2);
            if (!Directory.Exists(record.WorkingDir))
                throw new SpawnException($"workingDir {record.WorkingDir} does not exist", 2);
            _options.OnStep(StartStep.Created);
            container.Change(r => r with { Starting = true, StartingBootId = ProcessIdentity.CurrentBootId });
            _options.OnStep(StartStep.Noted);
            var pid = Spawner.Start(new(
                program, record.Argv, container.Env!, record.WorkingDir, container.Log.DataFile, container.BegunFile));
            _options.OnStep(StartStep.Spawned);
            Follow(container, pid);
            _listeners.Started(container);
            NoteStarted(container, pid);
            _options.OnStep(StartStep.Recorded);
        }
        catch (SpawnException error)
        {
            container.Finish(128, "StartError", $"cannot start {record.Argv[0]}: {error.Message}");
            throw new RuntimeException("RunContainerError", $"cannot start {record.Argv[0]}: {error.Message}", error);
        }
        catch (Exception error)
        {
            container.Finish(128, "StartError", $"cannot start {record.Argv[0]}: {error.Message}");
            throw;
        }
        finally
        {
            container.EndStart();
        }
    }

    private void NoteStarted(ProcessContainer container, int pid)
    {
        try
        {
            container.Change(r => r with
            {
                Process = ProcessIdentity.Of(pid),
                StartedAt = r.StartedAt ?? _time.GetUtcNow(),
            });
        }
        catch (IOException error)
        {
            // A program nobody could find again must not stay.
            _ = Libc.Kill(-pid, Libc.SigKill);
            throw new SpawnException(error.Message, 0);
        }
    }

    private void Follow(ProcessContainer container, int pid)
    {
        _monitor.WatchLog(container.Log);
        _monitor.WatchExit(pid, code => _monitor.UnwatchLog(container.Log, () => Finish(container, code)));
    }

    private void Finish(ProcessContainer container, int? exitCode)
    {
        container.Log.End();
        if (exitCode is null)
            _ = _sweeper.SweepAsync(container.Record.Id);
        var ended = exitCode is { } code
            ? container.Finish(code, code == 0 ? "Completed" : "Error", null)
            : container.Finish(137, "ContainerStatusUnknown",
                "The container's end was seen by nobody who could ask for its exit code");
        if (ended)
            _sink(new ContainerExited(container.PodUid, container.Record.Id));
    }

    private void Restore(string directory)
    {
        if (ProcessPod.Load(directory) is not { } pod)
        {
            Directory.Delete(directory, recursive: true);
            return;
        }
        _pods[pod.Sandbox.PodUid] = pod;
        _addresses.Restore(pod.Sandbox.PodUid, pod.Sandbox.Ip);
        foreach (var (path, record) in pod.LoadContainers())
        {
            var container = new ProcessContainer(pod.Sandbox.PodUid, path, record, _options.LogBytesMax, _time);
            var left = LeftStart.Of(container);
            if (left.NeverRan)
            {
                container.Delete(); // the Pod's worker makes another, of the same attempt
                continue;
            }
            _containers[record.Id] = container;
            pod.Add(container);
            Adopt(container, left.Leader);
        }
    }

    private void Adopt(ProcessContainer container, int? unnoted)
    {
        if (container.Record.FinishedAt is not null)
        {
            container.Log.End();
            return;
        }
        if (unnoted is { } leader)
        {
            // We were killed between starting the program and writing down which it is.
            container.Change(r => r with { Process = ProcessIdentity.Of(leader), StartedAt = r.CreatedAt });
        }
        if (container.Record.Process is { } process && process.IsRunning())
        {
            Follow(container, process.Pid);
            return;
        }
        Finish(container, null);
    }

    private ProcessPod Pod(string podUid) =>
        _pods.TryGetValue(podUid, out var pod)
            ? pod
            : throw new RuntimeException("CreateContainerError", $"no sandbox of Pod {podUid} on this node");

    private ProcessContainer Get(string containerId) =>
        _containers.TryGetValue(containerId, out var container)
            ? container
            : throw new RuntimeException("ContainerNotFound", $"no container {containerId} on this node");

    private void Remove(ProcessContainer container)
    {
        _containers.TryRemove(container.Record.Id, out _);
        if (_pods.TryGetValue(container.PodUid, out var pod))
            pod.Remove(container);
        container.Delete();
    }
}
