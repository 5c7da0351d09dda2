using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Pods;

/// <summary>Drives one Pod on this node from first sight to removal; one per Pod uid.</summary>
/// <remarks>
/// Level-based: every message ends in the same step (read the runtime, do what is next, publish the status). Slow work
/// (starts, stops, hooks, API writes) runs beside its turns and comes back as messages. Its parent sends the Pod
/// again after
/// a restart. Invariants: one start in flight per container, one status write in flight, nothing is started once the
/// end has begun.
/// </remarks>
public sealed class PodWorker(string uid, PodServices node, Action ready) : Actor<PodWorkerMessage>
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SandboxRetryPause = TimeSpan.FromSeconds(10);
    private readonly PodRestarts _restarts = new();
    private readonly HashSet<string> _killed = new(StringComparer.Ordinal);
    private PodProbes? _probes;
    private PodStarts? _starts;
    private PodWriter? _writer;
    private PodEnding? _ending;
    private Pod? _pod;
    private bool _gone;
    private bool _removing;

    private PodProbes Probes => _probes ??= new(Context, node, report => Self.Tell(new ProbeHeard(report)));

    private PodStarts Starts => _starts ??= new(Context, node, _restarts);

    private PodWriter Writer => _writer ??= new(Context, node, new PodReport(_restarts, Probes.VerdictOn));

    public override ValueTask OnStartAsync()
    {
        ready();
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        _starts?.Dispose();
        return default;
    }

    public override async ValueTask OnMessageAsync(PodWorkerMessage message)
    {
        switch (message)
        {
            case PodChanged m:
                Accept(m.Pod);
                break;
            case PodRemoved m:
                (_pod, _gone) = (m.Pod, true);
                break;
            case RuntimeNoticed { Event: ContainerWarned m }:
                node.Events.Event(About(m.Container), EventTypes.Warning, m.Reason, m.Message);
                return;
            case ProbeHeard m:
                Probes.Take(m.Report);
                break;
            case StartEnded m:
                Starts.End(m);
                if (!Starts.Any)
                    Writer.StartsEnded();
                break;
            case StopEnded m:
                _ending?.Stopped(m.ContainerId);
                _killed.Remove(m.ContainerId);
                if (m.Error is not null)
                    SyncAfter(RetryPause);
                break;
            case DrainEnded:
                _ending?.Drained(Time.GetUtcNow());
                break;
            case PublishDue:
                Writer.PauseEnded();
                break;
            case StatusWritten m:
                Writer.Written(m);
                Accept(m.Pod);
                break;
            case PodRead m:
                Writer.Read();
                Accept(m.Pod);
                break;
            case StatusRefused m:
                if (Writer.Refused(_pod!, m.Error))
                    SyncAfter(RetryPause);
                return;
            case DeleteRefused m:
                Writer.DeleteRefused(m.Error);
                SyncAfter(RetryPause);
                return;
            case SandboxRemoved:
                Context.StopSelf();
                return;
            case SandboxStays:
                _removing = false;
                SyncAfter(SandboxRetryPause);
                return;
        }
        await SyncAsync();
    }

    private async ValueTask SyncAsync()
    {
        if (_pod is not { } pod || _removing)
            return;
        var runtime = await ReadRuntimeAsync(pod);
        Probes.Follow(pod, runtime);
        _ending ??= BeginEnding(pod);
        if (_ending is null)
            runtime = await AdvanceAsync(pod, runtime);
        if (_ending is not null)
            End(pod, runtime);
        if (!_gone)
            Writer.Publish(pod, runtime, _ending, Starts.Any);
    }

    /// <summary>A Pod of the host's network has the host's address, whatever its sandbox was given.</summary>
    private async ValueTask<RuntimePod?> ReadRuntimeAsync(Pod pod)
    {
        var runtime = await node.Runtime.GetPodAsync(uid, Ended);
        return runtime is not null && pod.Spec.HostNetwork
            ? runtime with { Sandbox = runtime.Sandbox with { Ip = node.Node.HostIp } }
            : runtime;
    }

    // ---- a Pod that should live

    private async ValueTask<RuntimePod?> AdvanceAsync(Pod pod, RuntimePod? runtime)
    {
        runtime ??= await MakeSandboxAsync(pod);
        if (runtime is null)
            return null;
        var actions = PodActions.For(pod, runtime, Probes.VerdictOn);
        if (actions.Finished && !Starts.Any)
            _ending = new(PodEndReason.Finished);
        foreach (var kill in actions.Kill)
        {
            if (_killed.Add(kill.Id))
                Stop(pod, kill.Container, kill.Id, runtime.Sandbox.Ip, PodEnding.GraceOf(pod, kill.GraceSeconds),
                    kill.Message);
        }
        foreach (var container in actions.Start)
            await Starts.BeginAsync(pod, container, runtime);
        foreach (var container in runtime.Containers)
        {
            if (container.State == RuntimeContainerState.Running)
                _restarts.Running(container.Name);
        }
        WatchDeadline(pod);
        return runtime;
    }

    private async ValueTask<RuntimePod?> MakeSandboxAsync(Pod pod)
    {
        try
        {
            await node.Runtime.RunSandboxAsync(
                new(uid, pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? ""), Ended);
            return await ReadRuntimeAsync(pod);
        }
        catch (Exception error) when (error is RuntimeException or IOException or UnauthorizedAccessException)
        {
            node.Events.Warning(pod, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {error.Message}");
            SyncAfter(SandboxRetryPause);
            return null;
        }
    }

    private void WatchDeadline(Pod pod)
    {
        if (pod.Spec.ActiveDeadlineSeconds is { } seconds && pod.Status.StartTime is { } started)
        {
            var left = started.Moment.AddSeconds(seconds) - Time.GetUtcNow();
            Context.Timers.Once(nameof(WatchDeadline), left > TimeSpan.Zero ? left : TimeSpan.Zero, new SyncDue());
        }
    }

    // ---- a Pod that must end

    private PodEnding? BeginEnding(Pod pod)
    {
        var ending = PodEnding.Of(pod, _gone, Time.GetUtcNow());
        if (ending is { Reason: PodEndReason.DeadlineExceeded })
            node.Events.Normal(pod, "DeadlineExceeded", PodEnding.DeadlineMessage);
        return ending;
    }

    private void End(Pod pod, RuntimePod? runtime)
    {
        var ending = _ending!;
        Starts.Cancel();
        if (_gone || pod.IsTerminating)
            ending.Reason = ending.Reason == PodEndReason.Finished ? PodEndReason.Deleted : ending.Reason;
        if (!Drain(pod, runtime, ending))
            return;
        var grace = PodEnding.GraceOf(pod);
        var running = runtime?.Containers.Where(c => c.State == RuntimeContainerState.Running).ToList() ?? [];
        if (ending.ShortenTo(grace))
        {
            foreach (var id in ending.Stopping.Where(id => running.Exists(c => c.Id == id)))
            {
                Context.Pipe(
                    node.Runtime.StopContainerAsync(id, grace, Ended), () => new SyncDue(), _ => new SyncDue());
            }
        }
        foreach (var container in PodEnding.Next(pod, running))
        {
            var id = running.First(c => c.Name == container.Name).Id;
            if (!_killed.Contains(id) && ending.Begin(id))
            {
                var left = ending.Left(grace, Time.GetUtcNow());
                Stop(pod, container, id, runtime!.Sandbox.Ip, left, $"Stopping container {container.Name}");
            }
        }
        ending.Complete = running.Count == 0 && !Starts.Any;
        if (ending.Complete && _gone)
        {
            _removing = true;
            Context.Pipe(
                node.Runtime.RemoveSandboxAsync(uid, Ended), () => new SandboxRemoved(), _ => new SandboxStays());
        }
    }

    /// <summary>True once the Pod's programs may be told to end: no proxy sends them anything any more, or it took
    /// too long to find out.</summary>
    private bool Drain(Pod pod, RuntimePod? runtime, PodEnding ending)
    {
        if (ending.Drain == DrainState.Before)
        {
            // Only a deletion takes the Pod out of its endpoints first; a program that ended by itself is gone already.
            var serving = ending.Reason == PodEndReason.Deleted && runtime is not null
                && PodConditions.IsTrue(pod.Status, "Ready");
            if (!serving || _gone || pod.Metadata.DeletionGracePeriodSeconds == 0)
            {
                ending.Drained(Time.GetUtcNow());
            }
            else
            {
                ending.Drain = DrainState.Waiting;
                Context.Timers.Once(nameof(DrainEnded), node.DrainTimeout, new DrainEnded());
                Context.Pipe(
                    node.Drain.WaitUntilRemovedAsync(runtime!.Sandbox.Ip, Ended),
                    () => new DrainEnded(),
                    _ => new DrainEnded());
            }
        }
        else if (ending.Drain == DrainState.Waiting && _gone)
        {
            ending.Drained(Time.GetUtcNow());
        }
        return ending.Drain == DrainState.Done;
    }

    private void Stop(Pod pod, Container container, string id, string ip, TimeSpan grace, string message) =>
        Context.Pipe(
        node.Stopper.StopAsync(pod, container, id, ip, grace, message, Ended),
        () => new StopEnded(id, null),
        error => new StopEnded(id, error));

    // ---- what the API hears

    private void Accept(Pod pod)
    {
        if (_gone || (_pod is not null && Revision(pod) < Revision(_pod)))
            return;
        _pod = pod;
    }

    private void SyncAfter(TimeSpan pause) => Context.Timers.Once(nameof(SyncAfter), pause, new SyncDue());

    private ObjectReference About(string container) =>
        _pod!.ToReference(_pod!.Spec.InitContainers.Any(c => c.Name == container)
            ? $"spec.initContainers{{{container}}}"
            : $"spec.containers{{{container}}}");

    private static long Revision(Pod pod) =>
        long.TryParse(pod.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture, out var revision)
            ? revision : 0;
}
