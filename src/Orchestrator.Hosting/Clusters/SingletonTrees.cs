using Orchestrator.Actors;

namespace Orchestrator.Hosting.Clusters;

/// <summary>The trees that a member runs for its cluster, until it leaves.</summary>
internal sealed class SingletonTrees(IActorSystem system, ClusterMember self)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<IActorRef> _trees = [];
    private IActorRef? _stopping;

    public Task Ended => _ended.Task;

    /// <exception cref="ArgumentException">This member does not have the singleton's role.</exception>
    public void Run<TMessage>(Singleton singleton, Func<Actor<TMessage>> tree)
    {
        if (!self.HasRole(singleton.Role))
            throw new ArgumentException($"this member does not have the role {singleton.Role}", nameof(singleton));
        lock (_lock)
            _trees.Add(system.Spawn(singleton.Name, tree));
    }

    /// <summary>Whom <see cref="StopAsync"/> waits for, as <see cref="IActorSystem.Living"/> names them.</summary>
    public string Living
    {
        get
        {
            lock (_lock)
                return _stopping is null ? "" : system.Living(_stopping);
        }
    }

    /// <summary>The last one first; completes when all have ended.</summary>
    public async Task StopAsync()
    {
        IActorRef[] trees;
        lock (_lock)
        {
            trees = [.. _trees];
            _trees.Clear();
        }
        for (var i = trees.Length - 1; i >= 0; i--)
        {
            lock (_lock)
                _stopping = trees[i];
            await system.StopAsync(trees[i]);
        }
        _ended.TrySetResult();
    }
}
