using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Control planes that share a journal and nothing else: singletons are elected by Leases, and who the members
/// are is read from the API.</summary>
/// <remarks>Members are control planes, by their identity Leases, and Nodes, each by itself: which process runs a Node
/// nothing tells. They are followed from the first use of <see cref="Members"/> or <see cref="Changed"/> on, which in a
/// control plane its metrics are; until the first watch has answered, this one is alone.</remarks>
public sealed class LeaseCluster : ICluster
{
    private readonly IActorSystem _system;
    private readonly SingletonTrees _trees;
    private readonly Electors _electors;
    private readonly IApiClient _api;
    private readonly Func<string?> _leader;
    private readonly Lock _gate = new();
    private IActorRef? _followed;
    private bool _hasLeft;
    private Action<ClusterMember>? _changed;
    private ImmutableArray<ClusterMember> _members;

    /// <param name="system">Where the singletons run.</param>
    /// <param name="self">With the address that its identity Lease tells.</param>
    /// <param name="candidacy">How it stands for the Leases.</param>
    /// <param name="api">Reads Leases and Nodes.</param>
    /// <param name="leader">Address of the control plane whose store leads; null while that is not known.</param>
    public LeaseCluster(
        IActorSystem system, ClusterMember self, Candidacy candidacy, IApiClient api, Func<string?> leader)
    {
        _system = system;
        Self = self;
        _api = api;
        _leader = leader;
        _members = [self];
        _trees = new SingletonTrees(system, self);
        _electors = new Electors(system, candidacy);
    }

    public event Action<ClusterMember>? Changed
    {
        add
        {
            lock (_gate)
                _changed += value;
            Follow();
        }
        remove
        {
            lock (_gate)
                _changed -= value;
        }
    }

    public ClusterMember Self { get; }

    public ImmutableArray<ClusterMember> Members
    {
        get
        {
            Follow();
            lock (_gate)
                return _members;
        }
    }

    /// <summary>The one whose store leads.</summary>
    public ClusterMember? ControlPlane
    {
        get
        {
            if (_leader() is not { } address)
                return null;
            if (address == Self.Address)
                return Self;
            foreach (var member in Members)
            {
                if (member.Address == address && member.HasRole(ClusterRoles.ControlPlane))
                    return member;
            }
            return null;
        }
    }

    public Task Ended => _trees.Ended;

    public string Living => _trees.Living;

    public void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree) =>
        _trees.Run(singleton, _electors.Around(singleton, tree, takesOver: false));

    /// <summary>Stops what runs here and gives the Leases up, so that others lead within a retry.</summary>
    public async Task LeaveAsync()
    {
        IActorRef? followed;
        lock (_gate)
            (followed, _followed, _hasLeft) = (_followed, null, true);
        if (followed is not null)
            await _system.StopAsync(followed);
        await _trees.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _electors.Dispose();
    }

    private void Follow()
    {
        lock (_gate)
        {
            if (_followed is null && !_hasLeft)
                _followed = _system.Spawn<LeaseMembersMessage>("members", () => new LeaseMembers(_api, Publish));
        }
    }

    /// <summary>From the members' actor alone.</summary>
    private void Publish(IReadOnlyList<ClusterMember> changed, ImmutableArray<ClusterMember> members)
    {
        Action<ClusterMember>? tell;
        lock (_gate)
        {
            // Its own Lease may not be written yet, or it keeps none.
            _members = Knows(members, Self) ? members : members.Add(Self);
            tell = _changed;
        }
        foreach (var member in changed)
            tell?.Invoke(member);
    }

    private static bool Knows(ImmutableArray<ClusterMember> members, ClusterMember self)
    {
        foreach (var member in members)
        {
            if (member.Address == self.Address && member.HasRole(ClusterRoles.ControlPlane))
                return true;
        }
        return false;
    }
}
