using Orchestrator.Actors;

namespace Orchestrator.Client;

/// <summary>A <see cref="WorkQueue{TKey}"/> and the workers that empty it, each of which has one task at a
/// time.</summary>
/// <remarks>Owned by one actor and used on its turns. The workers are its children, and their failure is its own; they
/// answer to it, and it says <see cref="Done"/>. Invariant: a key is in at most one worker.</remarks>
/// <param name="context">The owner's.</param>
/// <param name="due">What the owner is told when a delayed key is due: <see cref="Due"/>, then
/// <see cref="Dispatch"/>.</param>
public sealed class QueueWorkers<TKey, TTask, TMessage>(IActorContext<TMessage> context, TMessage due)
    where TKey : IEquatable<TKey>
    where TTask : class
{
    private static readonly ActorOptions WorkerOptions = new() { OnFailure = OnFailure.Escalate };

    private readonly List<IActorRef<TTask>> _workers = [];
    private readonly Queue<int> _idle = [];
    private TimeSpan? _timerDue;

    public WorkQueue<TKey> Queue { get; } = new(context.System.Time);

    /// <param name="count">How many tasks are under way at a time.</param>
    /// <param name="worker">Makes the worker of a number, which it needs for <see cref="Done"/>.</param>
    public void Start(int count, Func<int, Actor<TTask>> worker)
    {
        for (var i = 0; i < count; i++)
        {
            var number = i;
            _workers.Add(context.Spawn($"worker-{i}", () => worker(number), WorkerOptions));
            _idle.Enqueue(i);
        }
    }

    /// <summary>A worker has ended its task; whether the key comes again was said to the queue before.</summary>
    public void Done(TKey key, int worker)
    {
        Queue.Done(key);
        _idle.Enqueue(worker);
    }

    /// <summary>The message has come.</summary>
    public void Due() => _timerDue = null;

    /// <summary>Gives idle workers what is ready, and sets the timer for what is not.</summary>
    /// <param name="taskOf">Null where nothing is to be done for a key: it is forgotten.</param>
    public void Dispatch(Func<TKey, TTask?> taskOf)
    {
        Queue.MoveDue();
        while (_idle.Count > 0 && Queue.TryTake(out var key))
        {
            if (taskOf(key) is { } task)
            {
                _workers[_idle.Dequeue()].Tell(task);
                continue;
            }
            Queue.Forget(key);
            Queue.Done(key);
        }
        if (Queue.NextDue is { } next && (_timerDue is null || next < _timerDue))
        {
            _timerDue = next;
            context.Timers.Once(typeof(QueueWorkers<,,>), next - Queue.Now, due);
        }
    }
}
