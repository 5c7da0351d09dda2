using Akka.Actor;
using Orchestrator.Akka.Driver;
using AkkaRef = Akka.Actor.IActorRef;

namespace Orchestrator.Akka.Cluster;

/// <summary>ClusterSingletonManager's child: has a kernel tree for as long as the singleton is here.</summary>
/// <remarks>Invariant: it ends only after the tree has, its last handler and OnStopAsync included, so the next member
/// starts
/// its tree after ours has ended.</remarks>
/// <param name="start">Starts the tree; null where this member is ending, and starts none any more.</param>
/// <param name="name">The singleton's.</param>
/// <param name="placed">Told that it runs here.</param>
/// <param name="before">What must have ended before it is stopped, asked when that is due; it is not waited for longer
/// than a write waits for a leader.</param>
internal sealed class SingletonTree(Func<AkkaRef?> start, string name, PlacedTrees placed, Func<Task> before)
    : UntypedActor
{
    private static readonly TimeSpan BeforeMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private AkkaRef? _root;
    private bool _stopping;

    protected override void PreStart()
    {
        placed.Began(name);
        Begin();
    }

    protected override void PostStop() => placed.Ended(name);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StopActor when !_stopping && before() is { IsCompleted: false } others:
                _stopping = true;
                others.WaitAsync(BeforeMax).PipeTo(
                    Self, success: () => StopActor.Instance, failure: _ => StopActor.Instance);
                break;
            case StopActor:
                _stopping = true;
                if (_root is null)
                    Context.Stop(Self);
                else
                    _root.Tell(StopActor.Instance);
                break;
            case Terminated ended when ended.ActorRef.Equals(_root):
                _root = null;
                if (_stopping)
                    Context.Stop(Self);
                else
                    Context.System.Scheduler.ScheduleTellOnce(RestartDelay, Self, BeginAgain.Instance, Self);
                break;
            case BeginAgain when !_stopping && _root is null:
                Begin();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Begin()
    {
        _root = start();
        if (_root is null)
            Context.Stop(Self);
        else
            Context.Watch(_root);
    }

    /// <summary>A root that stopped by itself is started again: the singleton is here all the same.</summary>
    private sealed class BeginAgain
    {
        public static BeginAgain Instance { get; } = new();
    }
}
