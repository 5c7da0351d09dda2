using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Pods;

/// <summary>Starts the containers of one Pod for its worker, each when its back-off has passed.</summary>
/// <remarks>Used on the worker's turns only. Invariants: one start in flight per container; none is begun once
/// <see cref="Cancel"/> was called.</remarks>
internal sealed class PodStarts(IActorContext<PodWorkerMessage> context, PodServices node, PodRestarts restarts)
    : IDisposable
{
    private readonly HashSet<string> _starting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Some start is in flight.</summary>
    public bool Any => _starting.Count > 0;

    public async ValueTask BeginAsync(Pod pod, Container container, RuntimePod runtime)
    {
        var newest = runtime.Newest(container.Name);
        if (_starting.Contains(container.Name))
            return;
        var now = context.System.Time.GetUtcNow();
        var wait = restarts.Wait(pod, container, newest, now, out var newly);
        if (wait > TimeSpan.Zero)
        {
            if (newly)
            {
                node.Events.Event(pod.ToReference(ContainerStarter.FieldPath(pod, container)),
                    EventTypes.Warning, "BackOff",
                    $"Back-off restarting failed container {container.Name} in pod {PodRestarts.FullName(pod)}");
            }
            context.Timers.Once(container.Name, wait, new SyncDue());
            return;
        }
        await ForgetOldAttemptsAsync(runtime, newest);
        restarts.Starting(container.Name, newest, now);
        _starting.Add(container.Name);
        context.Pipe(
            node.Starter.StartAsync(
                pod, container, PodRestarts.Attempt(pod, container, newest), runtime.Sandbox, newest,
                _cancellation.Token),
            () => new StartEnded(container.Name, null),
            error => new StartEnded(container.Name, error));
    }

    public void End(StartEnded ended)
    {
        _starting.Remove(ended.Container);
        switch (ended.Error)
        {
            case null or OperationCanceledException:
                break;
            case RuntimeException or StatusException or ApiUnreachableException:
                restarts.Failed(ended.Container, ended.Error, context.System.Time.GetUtcNow());
                break;
            default:
                throw new InvalidOperationException($"container {ended.Container} could not be started", ended.Error);
        }
    }

    /// <summary>The Pod's end has begun: what is being started is given up where it can be.</summary>
    public void Cancel()
    {
        if (!_cancellation.IsCancellationRequested)
            _cancellation.Cancel();
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }

    /// <summary>One ended attempt is kept beside the new one: what <c>kubectl logs --previous</c> shows.</summary>
    private async ValueTask ForgetOldAttemptsAsync(RuntimePod runtime, RuntimeContainer? newest)
    {
        foreach (var old in runtime.Containers)
        {
            if (newest is not null && old.Name == newest.Name && old.Id != newest.Id)
                await node.Runtime.RemoveContainerAsync(old.Id, context.Ended);
        }
    }
}
