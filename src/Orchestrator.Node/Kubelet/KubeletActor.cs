using Orchestrator.Api.Kinds;
using Orchestrator.Node.Pods;

namespace Orchestrator.Node.Kubelet;

/// <summary>Gives every Pod bound to its node a worker, and ends what the runtime holds for no Pod.</summary>
/// <remarks>Watches the Pods of its node. Hears the runtime. Invariant: one worker per Pod uid; a sandbox whose Pod
/// the API
/// no longer has when the first list is in is an orphan of an earlier life and is ended.</remarks>
public sealed class KubeletActor(
    string nodeName, PodTable table, Func<IActorContext<KubeletMessage>, PodServices> services)
    : Actor<KubeletMessage>
{
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, IActorRef<PodWorkerMessage>> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PodWorkerMessage> _newest = new(StringComparer.Ordinal);
    private PodServices? _node;
    private IDisposable? _subscription;

    private PodServices Node => _node ?? throw new InvariantException("the kubelet has not started");

    public override ValueTask OnStartAsync()
    {
        _node = services(Context);
        var self = Self;
        Node.Runtime.OnEvent(e => self.Tell(new RuntimeReported(e)));
        var informers = SharedInformers.Spawn(Context, "informers", Node.Api);
        var pods = informers.For(ApiKinds.Of<Pod>(), InformerScope.OnNode(nodeName));
        _subscription = pods.Subscribe(batch => self.Tell(new PodsHeard(batch)));
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        _subscription?.Dispose();
        foreach (var message in _newest.Values)
        {
            if (message is PodChanged shown)
                table.Remove(shown.Pod);
        }
        return default;
    }

    public override async ValueTask OnMessageAsync(KubeletMessage message)
    {
        switch (message)
        {
            case PodsHeard m:
                foreach (var change in m.Batch.Changes)
                    Hear(change);
                if (m.Batch.Initial)
                    await EndOrphansAsync();
                break;
            case RuntimeReported m when _workers.TryGetValue(m.Event.PodUid, out var worker):
                worker.Tell(new RuntimeNoticed(m.Event));
                break;
            case WorkerStarted m when _newest.TryGetValue(m.Uid, out var newest):
                _workers[m.Uid].Tell(newest);
                break;
            case WorkerEnded m:
                _workers.Remove(m.Uid);
                _newest.Remove(m.Uid);
                break;
        }
    }

    private void Hear(ObjectChange change)
    {
        var uid = (change.New ?? change.Old)!.Uid;
        if (change.New is Pod current)
            table.Set(current, Node.Runtime);
        else
            table.Remove((Pod)change.Old!);
        PodWorkerMessage message = change.New is Pod pod ? new PodChanged(pod) : new PodRemoved((Pod)change.Old!);
        if (_workers.TryGetValue(uid, out var worker))
        {
            _newest[uid] = message;
            worker.Tell(message);
        }
        else if (change.New is not null)
        {
            // The worker asks for the Pod when it starts, and again after each crash.
            _newest[uid] = message;
            var self = Self;
            var spawned = Context.Spawn(
                $"pod-{uid}", () => new PodWorker(uid, Node, () => self.Tell(new WorkerStarted(uid))));
            _workers[uid] = spawned;
            Context.Watch(spawned, new WorkerEnded(uid));
        }
    }

    private async ValueTask EndOrphansAsync()
    {
        foreach (var sandbox in await Node.Runtime.ListSandboxesAsync(Ended))
        {
            if (!_workers.ContainsKey(sandbox.PodUid))
                Context.Pipe(EndOrphanAsync(sandbox), () => new OrphanEnded(), _ => new OrphanEnded());
        }
    }

    private async ValueTask EndOrphanAsync(Sandbox sandbox)
    {
        if (await Node.Runtime.GetPodAsync(sandbox.PodUid, Ended) is { } found)
        {
            foreach (var container in found.Containers)
            {
                if (container.State == RuntimeContainerState.Running)
                    await Node.Runtime.StopContainerAsync(container.Id, OrphanGrace, Ended);
            }
        }
        await Node.Runtime.RemoveSandboxAsync(sandbox.PodUid, Ended);
    }

    private sealed record PodsHeard(InformerBatch Batch) : KubeletMessage;

    private sealed record RuntimeReported(RuntimeEvent Event) : KubeletMessage;

    private sealed record WorkerStarted(string Uid) : KubeletMessage;

    private sealed record WorkerEnded(string Uid) : KubeletMessage;

    private sealed record OrphanEnded : KubeletMessage;
}
