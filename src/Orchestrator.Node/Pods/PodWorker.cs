using Orchestrator.Api.Errors;
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
    // A start usually takes milliseconds: its outcome and the status before it make one write instead of two.
    private static readonly TimeSpan PublishPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SandboxRetryPause = TimeSpan.FromSeconds(10);
    private readonly PodRestarts _restarts = new();
    private readonly HashSet<string> _starting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _killed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _starts = new();
    private PodProbes? _probes;
    private PodReport? _report;
    private PodEnding? _ending;
    private Pod? _pod;
    private bool _gone;
    private bool _writing;
    private bool _publishDue;
    private bool _deleting;
    private bool _removing;

    private PodProbes Probes => _probes ??= new(Context, node, report => Self.Tell(new ProbeHeard(report)));

    private PodReport Report => _report ??= new(_restarts, Probes.VerdictOn);

    public override ValueTask OnStartAsync()
    {
        ready();
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        _starts.Cancel();
        _starts.Dispose();
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
                EndStart(m);
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
                _publishDue = true;
                break;
            case StatusWritten m:
                _writing = false;
                Report.Sent(m.Sent, m.Pod.Status);
                Accept(m.Pod);
                break;
            case PodRead m:
                _writing = false;
                Accept(m.Pod);
                break;
            case StatusRefused m:
                Refused(m.Error);
                return;
            case DeleteRefused m:
                _deleting = m.Error is StatusException { IsTransient: false };
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
        Publish(runtime);
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
        if (actions.Finished && _starting.Count == 0)
            _ending = new(PodEndReason.Finished);
        foreach (var kill in actions.Kill)
        {
            if (_killed.Add(kill.Id))
                Stop(pod, kill.Container, kill.Id, runtime.Sandbox.Ip, PodEnding.GraceOf(pod, kill.GraceSeconds),
                    kill.Message);
        }
        foreach (var container in actions.Start)
            await StartAsync(pod, container, runtime);
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

    private async ValueTask StartAsync(Pod pod, Container container, RuntimePod runtime)
    {
        var newest = runtime.Newest(container.Name);
        if (_starting.Contains(container.Name))
            return;
        var now = Time.GetUtcNow();
        var wait = _restarts.Wait(pod, container, newest, now, out var newly);
        if (wait > TimeSpan.Zero)
        {
            if (newly)
            {
                node.Events.Event(About(container.Name), EventTypes.Warning, "BackOff",
                    $"Back-off restarting failed container {container.Name} in pod {PodRestarts.FullName(pod)}");
            }
            Context.Timers.Once(container.Name, wait, new SyncDue());
            return;
        }
        await ForgetOldAttemptsAsync(runtime, newest);
        _restarts.Starting(container.Name, newest, now);
        _starting.Add(container.Name);
        Context.Pipe(
            node.Starter.StartAsync(
                pod, container, PodRestarts.Attempt(pod, container, newest), runtime.Sandbox, newest, _starts.Token),
            () => new StartEnded(container.Name, null),
            error => new StartEnded(container.Name, error));
    }

    /// <summary>One ended attempt is kept beside the new one: what <c>kubectl logs --previous</c> shows.</summary>
    private async ValueTask ForgetOldAttemptsAsync(RuntimePod runtime, RuntimeContainer? newest)
    {
        foreach (var old in runtime.Containers)
        {
            if (newest is not null && old.Name == newest.Name && old.Id != newest.Id)
                await node.Runtime.RemoveContainerAsync(old.Id, Ended);
        }
    }

    private void EndStart(StartEnded ended)
    {
        _starting.Remove(ended.Container);
        if (_starting.Count == 0)
        {
            _publishDue = false;
            Context.Timers.Cancel(nameof(PublishDue));
        }
        switch (ended.Error)
        {
            case null or OperationCanceledException:
                break;
            case RuntimeException or StatusException or ApiUnreachableException:
                _restarts.Failed(ended.Container, ended.Error, Time.GetUtcNow());
                break;
            default:
                throw new InvalidOperationException($"container {ended.Container} could not be started", ended.Error);
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
        if (!_starts.IsCancellationRequested)
            _starts.Cancel();
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
        ending.Complete = running.Count == 0 && _starting.Count == 0;
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

    private void Publish(RuntimePod? runtime)
    {
        var pod = _pod!;
        if (_gone || _writing || PostponePublishing())
            return;
        if (Report.Due(pod, runtime, _ending, node.Node, Time.GetUtcNow()) is { } status)
        {
            _writing = true;
            Context.Pipe(
                node.Api.UpdateStatusAsync(pod with { Status = status }, Ended),
                written => new StatusWritten(written, status),
                error => new StatusRefused(error));
        }
        else if (_ending is { Complete: true } && pod.IsTerminating && !_deleting)
        {
            _deleting = true;
            var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = uid } };
            Context.Pipe(
                node.Api.DeleteAsync<Pod>(pod.Key, options, Ended), _ => new SyncDue(), e => new DeleteRefused(e));
        }
    }

    private bool PostponePublishing()
    {
        if (_starting.Count == 0 || _publishDue || _ending is not null)
            return false;
        if (!Context.Timers.IsActive(nameof(PublishDue)))
            Context.Timers.Once(nameof(PublishDue), PublishPause, new PublishDue());
        return true;
    }

    private void Refused(Exception error)
    {
        _writing = false;
        if (error is StatusException { IsConflict: true })
        {
            // Somebody else wrote the Pod: read it and say it again. Until then no write is begun.
            _writing = true;
            Context.Pipe(
                node.Api.GetAsync<Pod>(_pod!.Key, Ended),
                read => read.Uid == uid
                    ? new PodRead(read)
                    : new StatusRefused(Statuses.NotFound("", "pods", read.Metadata.Name ?? "")),
                unread => new StatusRefused(unread));
            return;
        }
        SyncAfter(RetryPause);
    }

    private void SyncAfter(TimeSpan pause) => Context.Timers.Once(nameof(SyncAfter), pause, new SyncDue());

    private ObjectReference About(string container) =>
        _pod!.ToReference(_pod!.Spec.InitContainers.Any(c => c.Name == container)
            ? $"spec.initContainers{{{container}}}"
            : $"spec.containers{{{container}}}");

    private static long Revision(Pod pod) =>
        long.TryParse(pod.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture, out var revision)
            ? revision : 0;

    private sealed record SyncDue : PodWorkerMessage;

    private sealed record PublishDue : PodWorkerMessage;

    private sealed record ProbeHeard(ProbeReported Report) : PodWorkerMessage;

    private sealed record StartEnded(string Container, Exception? Error) : PodWorkerMessage;

    private sealed record StopEnded(string ContainerId, Exception? Error) : PodWorkerMessage;

    private sealed record DrainEnded : PodWorkerMessage;

    private sealed record StatusWritten(Pod Pod, PodStatus Sent) : PodWorkerMessage;

    private sealed record PodRead(Pod Pod) : PodWorkerMessage;

    private sealed record StatusRefused(Exception Error) : PodWorkerMessage;

    private sealed record DeleteRefused(Exception Error) : PodWorkerMessage;

    private sealed record SandboxRemoved : PodWorkerMessage;

    private sealed record SandboxStays : PodWorkerMessage;
}
