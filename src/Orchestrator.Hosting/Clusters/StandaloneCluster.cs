using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>One process that is a cluster by itself: what is to run once runs here, at once.</summary>
public sealed class StandaloneCluster(IActorSystem system, ClusterMember self) : ICluster
{
    private readonly SingletonTrees _trees = new(system, self);

    /// <summary>Never: the only member does not change.</summary>
    public event Action<ClusterMember>? Changed
    {
        add { }
        remove { }
    }

    public ClusterMember Self => self;

    public ImmutableArray<ClusterMember> Members { get; } = [self];

    public ClusterMember? ControlPlane => self.HasRole(ClusterRoles.ControlPlane) ? self : null;

    public Task Ended => _trees.Ended;

    public string Living => _trees.Living;

    /// <inheritdoc/>
    /// <remarks>Nobody else can write: its writes carry no token.</remarks>
    public void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree) =>
        _trees.Run(singleton, () => tree(singleton.Api));

    public Task LeaveAsync() => _trees.StopAsync();

    public async ValueTask DisposeAsync() => await LeaveAsync();
}
