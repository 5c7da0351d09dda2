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
    private static readonly ActorOptions WorkerOptions = new() { OnFailure = OnFailure.Escalate };

    private readonly object _incarnation = new();
    private readonly ControllerOptions _options = options ?? ControllerOptions.Default;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<IActorRef<ReconcileKey>> _workers = [];
    private readonly Queue<int> _idle = [];
    private readonly List<ObjectsChanged> _early = [];
    private WorkQueue<ObjectKey> _queue = null!;
    private TimeSpan? _timerDue;
    private int _unsynced;

    public override ValueTask OnStartAsync()
    {
        _queue = new WorkQueue<ObjectKey>(Time);
        var reconciler = factory();
        StartWorkers(reconciler);
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
                _queue.Add(m.Key);
                break;
            case QueueDue:
                _timerDue = null;
                break;
        }
        // What an earlier incarnation left in the mailbox is dropped: this one has seen all of it in its first batches.
        Dispatch();
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        return default;
    }

    void IKeySink.Add(ObjectKey key) => _queue.Add(key);

    void IKeySink.AddAfter(ObjectKey key, TimeSpan delay) => _queue.AddAfter(key, delay);

    private void StartWorkers(IReconciler reconciler)
    {
        var self = Self;
        for (var i = 0; i < _options.Workers; i++)
        {
            var worker = i;
            _workers.Add(Context.Spawn(
                $"worker-{i}",
                () => new ReconcileWorker(
                    reconciler, (key, outcome) => self.Tell(new Reconciled(_incarnation, worker, key, outcome))),
                WorkerOptions));
            _idle.Enqueue(i);
        }
    }

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
                _queue.Forget(key);
                break;
            case OutcomeKind.After:
                _queue.Forget(key);
                _queue.AddAfter(key, message.Outcome.Delay);
                break;
            case OutcomeKind.BackOff:
                _queue.AddRateLimited(key);
                break;
            case OutcomeKind.GiveUp:
                Report(message, givenUp: true);
                _queue.Forget(key);
                break;
        }
        if (message.Outcome.Kind == OutcomeKind.BackOff)
            Report(message, givenUp: false);
        _queue.Done(key);
        _idle.Enqueue(message.Worker);
    }

    private void Report(Reconciled message, bool givenUp)
    {
        if (message.Outcome.Error is { } error)
            _options.OnFailure?.Invoke(new ReconcileFailure(message.Key, error, _queue.Failures(message.Key), givenUp));
    }

    private void Dispatch()
    {
        if (_unsynced > 0)
            return;
        _queue.MoveDue();
        while (_idle.Count > 0 && _queue.TryTake(out var key))
            _workers[_idle.Dequeue()].Tell(new ReconcileKey(key));
        if (_queue.NextDue is { } due && (_timerDue is null || due < _timerDue))
        {
            _timerDue = due;
            Context.Timers.Once(nameof(QueueDue), due - _queue.Now, new QueueDue());
        }
    }

    private sealed record QueueDue : ControllerMessage;
}
