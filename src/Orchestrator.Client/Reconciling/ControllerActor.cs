using Orchestrator.Actors;
using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Runs one reconciler: its watches fill a queue of keys, its workers empty it.</summary>
/// <remarks>
/// Each incarnation has a new reconciler from the factory, subscribes anew and so looks at every object once. Nothing
/// is reconciled before every cache of the plan has synced. Invariant: a key is in at most one worker. A worker that
/// meets a bug of ours fails this actor, and this actor alone restarts.
/// </remarks>
public sealed class ControllerActor(
    Func<IReconciler> factory, SharedInformers informers, ControllerOptions? options = null)
    : Actor<ControllerMessage>, IKeySink
{
    private readonly object _incarnation = new();
    private readonly ControllerOptions _options = options ?? ControllerOptions.Default;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<ObjectsChanged> _early = [];
    private QueueWorkers<ObjectKey, ReconcileKey, ControllerMessage> _workers = null!;
    private int _unsynced;

    private WorkQueue<ObjectKey> Queue => _workers.Queue;

    public override ValueTask OnStartAsync()
    {
        _workers = new(Context, new QueueDue());
        var reconciler = factory();
        var self = Self;
        _workers.Start(_options.Workers, worker => new ReconcileWorker(
            reconciler, (key, outcome) => self.Tell(new Reconciled(_incarnation, worker, key, outcome))));
        var plan = reconciler.Watches;
        _unsynced = plan.Entries.Count;
        foreach (var watch in plan.Entries)
            Subscribe(watch);
        return default;
    }

    public override ValueTask OnMessageAsync(ControllerMessage message)
    {
        switch (message)
        {
            case ObjectsChanged m when m.Incarnation == _incarnation:
                Take(m);
                break;
            case Reconciled m when m.Incarnation == _incarnation:
                Take(m);
                break;
            case ReconcileNow m:
                Queue.Add(m.Key);
                break;
            case QueueDue:
                _workers.Due();
                break;
        }
        // What an earlier incarnation left in the mailbox is dropped: this one has seen all of it in its first batches.
        if (_unsynced == 0)
            _workers.Dispatch(static key => new ReconcileKey(key));
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        return default;
    }

    void IKeySink.Add(ObjectKey key) => Queue.Add(key);

    void IKeySink.AddAfter(ObjectKey key, TimeSpan delay) => Queue.AddAfter(key, delay);

    private void Subscribe(PlannedWatch watch)
    {
        var informer = informers.For(watch.Kind);
        foreach (var index in watch.Indices)
            informer.WithIndex(index);
        var self = Self;
        _subscriptions.Add(informer.Subscribe(
            batch => self.Tell(new ObjectsChanged(_incarnation, watch, batch))));
    }

    private void Take(ObjectsChanged message)
    {
        if (message.Batch.Initial)
            _unsynced--;
        _early.Add(message);
        if (_unsynced > 0)
            return;
        // A plan's maps may read listers, so none runs before every cache has synced.
        foreach (var due in _early)
        {
            foreach (var change in due.Batch.Changes)
                due.Watch.Map(change, this);
        }
        _early.Clear();
    }

    private void Take(Reconciled message)
    {
        var key = message.Key;
        switch (message.Outcome.Kind)
        {
            case OutcomeKind.Done:
                Queue.Forget(key);
                break;
            case OutcomeKind.After:
                Queue.Forget(key);
                Queue.AddAfter(key, message.Outcome.Delay);
                break;
            case OutcomeKind.BackOff:
                Queue.AddRateLimited(key);
                break;
            case OutcomeKind.GiveUp:
                Report(message, givenUp: true);
                Queue.Forget(key);
                break;
        }
        if (message.Outcome.Kind == OutcomeKind.BackOff)
            Report(message, givenUp: false);
        _workers.Done(key, message.Worker);
    }

    private void Report(Reconciled message, bool givenUp)
    {
        if (message.Outcome.Error is { } error)
            _options.OnFailure?.Invoke(new ReconcileFailure(message.Key, error, Queue.Failures(message.Key), givenUp));
    }

    private sealed record QueueDue : ControllerMessage;
}
