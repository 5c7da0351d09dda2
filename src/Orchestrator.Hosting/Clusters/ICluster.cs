using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>The processes that make one cluster, as one of them sees it: who they are, and what runs on one of them
/// only.</summary>
/// <remarks>What it tells is an observation and may be late: two members can each believe a moment long that a
/// singleton is theirs. What must not be written twice is fenced by the store's seal and by leader tokens, never by
/// this.</remarks>
public interface ICluster : IAsyncDisposable
{
    ClusterMember Self { get; }

    /// <summary>Everyone who is in, the oldest first; a snapshot.</summary>
    ImmutableArray<ClusterMember> Members { get; }

    /// <summary>The control plane that leads, whose store writes the journal; null while none is known. Others serve
    /// the API as well.</summary>
    ClusterMember? ControlPlane { get; }

    /// <summary>Completes when this process is no longer a member, whether it left or the others went on without
    /// it.</summary>
    Task Ended { get; }

    /// <summary>Raised after <see cref="Members"/> changed, with the member as it is now, in order and one at a time.
    /// A subscriber must be quick and must not throw.</summary>
    event Action<ClusterMember>? Changed;

    /// <summary>Runs the tree on one of the members that called this: started when it is this one's turn, stopped in
    /// order before another has it.</summary>
    /// <param name="singleton">What it is called, and who may run it.</param>
    /// <param name="tree">Makes the tree's root for one turn, over a client whose writes are refused once the turn has
    /// passed to another member.</param>
    /// <exception cref="ArgumentException">This member does not have the role.</exception>
    void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree);

    /// <summary>Hands over what runs here, leaves, and completes when the others know.</summary>
    Task LeaveAsync();

    /// <summary>Who of what runs here still lives, for people who wait for <see cref="LeaveAsync"/>; empty where that
    /// is not known.</summary>
    string Living => "";
}
