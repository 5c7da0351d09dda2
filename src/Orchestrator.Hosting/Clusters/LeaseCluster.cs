using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Control planes that share a journal and nothing else: singletons are elected by Leases.</summary>
public sealed class LeaseCluster : ICluster
{
    private readonly SingletonTrees _trees;
    private readonly Electors _electors;

    public LeaseCluster(IActorSystem system, ClusterMember self, Candidacy candidacy)
    {
        Self = self;
        Members = [self];
        _trees = new SingletonTrees(system, self);
        _electors = new Electors(system, candidacy);
    }

    public event Action<ClusterMember>? Changed
    {
        add { }
        remove { }
    }

    public ClusterMember Self { get; }

    public ImmutableArray<ClusterMember> Members { get; }

    public ClusterMember? ControlPlane => Self;

    public Task Ended => _trees.Ended;

    public void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree) =>
        _trees.Run(singleton, _electors.Around(singleton, tree, takesOver: false));

    /// <summary>Stops what runs here and gives the Leases up, so that others lead within a retry.</summary>
    public Task LeaveAsync() => _trees.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _electors.Dispose();
    }
}
