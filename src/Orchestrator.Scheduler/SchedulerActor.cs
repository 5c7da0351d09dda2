using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Scheduler.Cache;
using Orchestrator.Scheduler.Framework;
using Orchestrator.Scheduler.Plugins;
using Orchestrator.Scheduler.Queue;

namespace Orchestrator.Scheduler;

/// <summary>Gives every Pod without a node one: takes the most urgent from the queue, decides, assumes, and binds
/// while it decides the next.</summary>
/// <remarks>
/// Root of /scheduler. Hears Nodes and Pods from its informers; writes Bindings, the PodScheduled condition and
/// Events. A crash loses nothing: the next incarnation learns all from the informers, and a binding still under way is
/// confirmed by the watch or refused as the second. Invariant: an assumption ends only by what the API says
/// (docs/decisions/0081).
/// </remarks>
public sealed class SchedulerActor(
    IApiClient api, SharedInformers informers, IEventRecorder events, SchedulerOptions options, PluginSet plugins)
    : Actor<SchedulerMessage>
{
    /// <summary>Events that may be on their way at once, one per writer: a burst of Pods
    /// makes one or two events each.</summary>
    public const int EventWriters = 8;

    private static readonly TimeSpan UnschedulableFlushPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan VerifyPause = TimeSpan.FromSeconds(1);

    private readonly SchedulerCache _cache = new();
    private readonly DefaultBinderPlugin _binder = new(api);
    private readonly List<IDisposable> _subscriptions = [];
    private SchedulingQueue _queue = null!;
    private ClusterState _state = null!;
    private SchedulingAlgorithm _algorithm = null!;
    private bool _nodesKnown;
    private bool _podsKnown;
    private bool _cycleDue;
    private int _writesInFlight;
    private TimeSpan? _backoffTimer;

    /// <summary>Starts a scheduler as the root of a tree, with Kubernetes' default plugins and an event writer of
    /// its own.</summary>
    /// <param name="api">Acting as system:kube-scheduler.</param>
    public static IActorRef<SchedulerMessage> Spawn(
        IActorSystem system, IApiClient api, SharedInformers informers, SchedulerOptions? options = null)
    {
        var chosen = options ?? new();
        var events = EventRecorder.Spawn(
            system, "scheduler-events", api, chosen.SchedulerName, writers: EventWriters);
        return system.Spawn<SchedulerMessage>(
            "scheduler", () => new SchedulerActor(api, informers, events, chosen, PluginSet.Default()));
    }

    public override ValueTask OnStartAsync()
    {
        _queue = new(Time, plugins.Rejecting);
        _state = new(_cache, _queue, options.SchedulerName);
        _algorithm = new(plugins, _cache, Context.System.Entropy, options.PercentageOfNodesToScore);
        var self = Self;
        _subscriptions.Add(informers.For<Node>().Subscribe(batch => self.Tell(new NodesChanged(batch) { By = this })));
        _subscriptions.Add(informers.For<Pod>().Subscribe(batch => self.Tell(new PodsChanged(batch) { By = this })));
        Context.Timers.Every(
            nameof(UnschedulableFlushDue), UnschedulableFlushPeriod, new UnschedulableFlushDue { By = this });
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        return default;
    }

    public override ValueTask OnMessageAsync(SchedulerMessage message)
    {
        // Left in the mailbox by an incarnation that crashed: this one has learnt all from its own subscriptions.
        if (!ReferenceEquals(message.By, this))
            return default;
        switch (message)
        {
            case NodesChanged m:
                Apply(m.Batch);
                _nodesKnown = true;
                break;
            case PodsChanged m:
                Apply(m.Batch);
                _podsKnown = true;
                break;
            case CyclesDue:
                _cycleDue = false;
                RunCycles();
                break;
            case BindEnded m:
                _writesInFlight--;
                OnBindEnded(m);
                break;
            case VerifyDue m:
                Verify(m.Pod, m.NodeName);
                break;
            case Verified m:
                OnVerified(m);
                break;
            case ConditionWritten m:
                _writesInFlight--;
                OnConditionWritten(m);
                break;
            case BackoffEnded:
                _backoffTimer = null;
                _queue.FlushBackoff();
                break;
            case UnschedulableFlushDue:
                _queue.FlushUnschedulable();
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
        GoOn();
        return default;
    }

    private void Apply(InformerBatch batch)
    {
        foreach (var change in batch.Changes)
            _state.Apply(change);
    }

    private bool MayRun => _nodesKnown && _podsKnown && _writesInFlight < options.WritesInFlightMax;

    // After every message: decide on if there is something to decide, wake when the next back-off ends.
    private void GoOn()
    {
        if (!_cycleDue && MayRun && _queue.ActiveCount > 0)
        {
            _cycleDue = true;
            Self.Tell(new CyclesDue { By = this });
        }
        if (_queue.NextBackoffEnd is not { } end || end == _backoffTimer)
            return;
        var now = _queue.Now;
        _backoffTimer = end;
        Context.Timers.Once(
            nameof(BackoffEnded), end > now ? end - now : TimeSpan.Zero, new BackoffEnded { By = this });
    }

    private void RunCycles()
    {
        for (var i = 0; i < options.CyclesPerTurn && MayRun; i++)
        {
            if (_queue.Pop() is not { } queued)
                return;
            RunCycle(queued);
        }
    }

    private void RunCycle(QueuedPodInfo queued)
    {
        var pod = queued.Pod;
        var result = _algorithm.Schedule(pod);
        if (result.Node is not { } node)
        {
            _queue.AddUnschedulable(queued, result.RejectedBy);
            Report(pod, PodScheduledCondition.Unschedulable, result.Failure!);
            return;
        }
        _cache.Assume(pod, node.Name);
        if (Reserve(pod, node) is { } rejection)
        {
            Unreserve(pod, node.Name);
            _state.Forget(pod);
            _queue.AddUnschedulable(queued, [rejection.Plugin]);
            Report(pod, PodScheduledCondition.Unschedulable, Diagnosis.OneNode(rejection));
            return;
        }
        Bind(pod, node.Name);
    }

    private Rejection? Reserve(PodInfo pod, NodeInfo node)
    {
        foreach (var plugin in plugins.Reserves)
        {
            if (plugin.Reserve(pod, node) is { } rejection)
                return rejection;
        }
        return null;
    }

    private void Unreserve(PodInfo pod, string nodeName)
    {
        for (var i = plugins.Reserves.Count - 1; i >= 0; i--)
            plugins.Reserves[i].Unreserve(pod, nodeName);
    }

    private void Bind(PodInfo pod, string nodeName)
    {
        _writesInFlight++;
        Context.Pipe(
            _binder.BindAsync(pod, nodeName, Ended),
            () => new BindEnded(pod, nodeName, null) { By = this },
            error => new BindEnded(pod, nodeName, error) { By = this });
    }

    private void OnBindEnded(BindEnded ended)
    {
        var (pod, nodeName, error) = ended;
        switch (error)
        {
            case null:
                OnBound(pod, nodeName);
                break;
            case StatusException { IsNotFound: true }:
                Unreserve(pod, nodeName);
                _state.Remove(pod.Uid);
                break;
            case StatusException { IsTransient: false } or StatusException { Code: 429 }:
                GiveBack(pod, nodeName, error);
                break;
            default:
                // It may have happened. Until the API answers what is true, the room on the node and the slot stay
                // taken.
                _writesInFlight++;
                Verify(pod, nodeName);
                break;
        }
    }

    private void OnBound(PodInfo pod, string nodeName)
    {
        _queue.Remove(pod.Uid);
        events.Normal(pod.Pod, "Scheduled", $"Successfully assigned {pod.Key} to {nodeName}");
    }

    private void GiveBack(PodInfo pod, string nodeName, Exception error)
    {
        // Confirmed by the watch meanwhile: then it is where it was to be, whatever the answer.
        if (_cache.IsAssumed(pod.Uid) || _cache.NodeNameOf(pod.Uid) != nodeName)
            Unreserve(pod, nodeName);
        if (!_state.Forget(pod) || _queue.Find(pod.Uid) is not { } queued)
            return;
        _queue.AddBackoff(queued);
        Report(pod, PodScheduledCondition.SchedulerError, $"binding rejected: {error.Message}");
    }

    private void Verify(PodInfo pod, string nodeName) => Context.Pipe(
        api.GetAsync<Pod>(pod.Key, Ended),
        found => new Verified(pod, nodeName, found, null) { By = this },
        error => new Verified(pod, nodeName, null, error) { By = this });

    private void OnVerified(Verified verified)
    {
        var (pod, nodeName, found, error) = verified;
        if (error is not (null or StatusException { IsNotFound: true }))
        {
            Context.Timers.Once(pod.Uid, VerifyPause, new VerifyDue(pod, nodeName) { By = this });
            return;
        }
        _writesInFlight--;
        if (error is not null || found!.Metadata.Uid != pod.Uid)
        {
            Unreserve(pod, nodeName);
            _state.Remove(pod.Uid);
        }
        else if (string.IsNullOrEmpty(found.Spec.NodeName))
        {
            GiveBack(pod, nodeName, new ApiUnreachableException("no answer came and the Pod has no node"));
        }
        else
        {
            OnFoundAssigned(pod, nodeName, found);
        }
    }

    private void OnFoundAssigned(PodInfo pod, string nodeName, Pod found)
    {
        if (found.Spec.NodeName == nodeName)
        {
            OnBound(pod, nodeName);
            return;
        }
        Unreserve(pod, nodeName);
        if (_cache.IsAssumed(pod.Uid))
            _state.SetAssigned(found);
    }

    private void Report(PodInfo pod, string reason, string message)
    {
        events.Warning(pod.Pod, "FailedScheduling", message);
        if (!PodScheduledCondition.IsNews(pod.Pod, reason, message))
            return;
        _writesInFlight++;
        var patch = PodScheduledCondition.PatchOf(pod.Pod, reason, message, Time.GetUtcNow());
        Context.Pipe(
            api.PatchAsync<Pod>(pod.Key, patch, "status", Ended),
            _ => new ConditionWritten(pod, null) { By = this },
            error => new ConditionWritten(pod, error) { By = this });
    }

    // The condition was not written: the Pod tries again after its back-off, and says again why it waits.
    private void OnConditionWritten(ConditionWritten written)
    {
        if (written.Error is not (null or StatusException { IsNotFound: true }))
            _queue.RetryAfterBackoff(written.Pod.Uid);
    }

    private sealed record NodesChanged(InformerBatch Batch) : SchedulerMessage;

    private sealed record PodsChanged(InformerBatch Batch) : SchedulerMessage;

    private sealed record CyclesDue : SchedulerMessage;

    private sealed record BindEnded(PodInfo Pod, string NodeName, Exception? Error) : SchedulerMessage;

    private sealed record VerifyDue(PodInfo Pod, string NodeName) : SchedulerMessage;

    private sealed record Verified(PodInfo Pod, string NodeName, Pod? Found, Exception? Error) : SchedulerMessage;

    private sealed record ConditionWritten(PodInfo Pod, Exception? Error) : SchedulerMessage;

    private sealed record BackoffEnded : SchedulerMessage;

    private sealed record UnschedulableFlushDue : SchedulerMessage;
}
