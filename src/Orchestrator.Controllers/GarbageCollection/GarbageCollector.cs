using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Deletes what no owner is left for, and carries out foreground and orphaning deletion.</summary>
/// <remarks>
/// Watches every kind that can be listed, watched and deleted, but Events, into an <see cref="OwnerGraph"/>; a queue of
/// uids feeds workers that ask the API before they act. Starts when all caches have synced; looks for new kinds twice a
/// minute. Invariant: one uid is in at most one worker.
/// </remarks>
public sealed class GarbageCollector(ControllerContext context, int workers = GarbageCollector.WorkersDefault)
    : Actor<GarbageCollectorMessage>
{
    public const string Name = "garbage-collector-controller";

    private const int WorkersDefault = 20;

    private static readonly TimeSpan DiscoveryPeriod = TimeSpan.FromSeconds(30);

    private readonly object _incarnation = new();
    private readonly OwnerGraph _graph = new();
    private readonly KindIndex _kinds = new();
    private readonly AbsentOwners _absent = new();
    private readonly SortedDictionary<string, IDisposable> _watched = new(StringComparer.Ordinal);
    private readonly IEventRecorder _events = context.Events.As(Name);
    private QueueWorkers<string, GarbageTask, GarbageCollectorMessage> _workers = null!;
    private int _unsynced;
    private bool _discovered;

    private WorkQueue<string> Queue => _workers.Queue;

    public override ValueTask OnStartAsync()
    {
        _workers = new(Context, new QueueDue());
        var collector = new Collector(context.Api, _kinds, _absent);
        var self = Self;
        _workers.Start(workers, worker => new CollectWorker(
            collector, (uid, result) => self.Tell(new Collected(_incarnation, worker, uid, result))));
        Discover();
        return default;
    }

    public override ValueTask OnMessageAsync(GarbageCollectorMessage message)
    {
        switch (message)
        {
            case KindsFound m:
                Take(m);
                break;
            case DiscoveryDue:
                Discover();
                break;
            case GraphChanged m when m.Incarnation == _incarnation:
                Take(m);
                break;
            case Collected m when m.Incarnation == _incarnation:
                Take(m);
                break;
            case QueueDue:
                _workers.Due();
                break;
        }
        if (_discovered && _unsynced == 0)
            _workers.Dispatch(TaskOf);
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _watched.Values)
            subscription.Dispose();
        return default;
    }

    private void Discover() =>
        Context.Pipe(context.Api.DiscoverAsync(Ended), kinds => new KindsFound(kinds), _ => new KindsFound(null));

    private void Take(KindsFound message)
    {
        if (message.Kinds is { } kinds)
        {
            _discovered = true;
            _kinds.Set(kinds);
            foreach (var kind in kinds)
                Watch(kind);
        }
        // Before the first answer nothing can be done, so it is asked for again soon.
        var pause = _discovered ? DiscoveryPeriod : TimeSpan.FromSeconds(1);
        Context.Timers.Once(nameof(DiscoveryDue), pause, new DiscoveryDue());
    }

    private void Watch(KindDefinition kind)
    {
        var name = kind.Gvk.ToString();
        if (_watched.ContainsKey(name) || kind.ObjectType == typeof(Event) || !IsCollectable(kind))
            return;
        _unsynced++;
        var self = Self;
        _watched[name] = context.Informers.For(kind)
            .Subscribe(batch => self.Tell(new GraphChanged(_incarnation, batch)));
    }

    private static bool IsCollectable(KindDefinition kind) =>
        kind.Verbs.Contains("delete") && kind.Verbs.Contains("list") && kind.Verbs.Contains("watch");

    private void Take(GraphChanged message)
    {
        if (message.Batch.Initial)
            _unsynced--;
        foreach (var change in message.Batch.Changes)
            Take(_graph.Apply(change.Old, change.New));
    }

    private void Take(GraphEffects effects)
    {
        if (effects.Absent is { } absent)
            _absent.Add(absent);
        foreach (var uid in effects.ToLookAt)
            Queue.Add(uid);
        foreach (var (dependent, owner) in effects.WrongOwners)
        {
            _events.Event(
                ReferenceTo(dependent), EventTypes.Warning, "OwnerRefInvalidNamespace",
                $"ownerRef {owner} does not exist in namespace \"{dependent.Namespace}\"");
        }
    }

    private void Take(Collected message)
    {
        switch (message.Result.Outcome)
        {
            case CollectOutcome.Done:
                Queue.Forget(message.Uid);
                break;
            case CollectOutcome.Gone:
                Queue.Forget(message.Uid);
                Take(_graph.Forget(message.Uid));
                break;
            case CollectOutcome.NotYetSeen:
                Queue.AddRateLimited(message.Uid);
                break;
            case CollectOutcome.Failed:
                Queue.AddRateLimited(message.Uid);
                Report(message);
                break;
        }
        _workers.Done(message.Uid, message.Worker);
    }

    private void Report(Collected message)
    {
        var key = new ObjectKey("", message.Uid);
        if (_graph.Find(message.Uid) is { } node)
            key = new ObjectKey(node.Identity.Namespace, node.Identity.Name);
        context.Options.OnFailure?.Invoke(
            Name, new ReconcileFailure(key, message.Result.Error!, Queue.Failures(message.Uid), GivenUp: false));
    }

    private GarbageTask? TaskOf(string uid) =>
        _graph.Find(uid) is { } node ? GarbageTask.For(node, Queue.Add) : null;

    private static ObjectReference ReferenceTo(ObjectIdentity identity) => new()
    {
        ApiVersion = identity.ApiVersion,
        Kind = identity.Kind,
        Namespace = identity.Namespace,
        Name = identity.Name,
        Uid = identity.Uid,
    };

    private sealed record DiscoveryDue : GarbageCollectorMessage;

    private sealed record QueueDue : GarbageCollectorMessage;
}
