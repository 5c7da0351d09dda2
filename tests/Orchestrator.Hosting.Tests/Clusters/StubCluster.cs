using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Hosting.Tests.Clusters;

/// <summary>Shows the members a test gives it.</summary>
internal sealed class StubCluster : ICluster
{
    public event Action<ClusterMember>? Changed;

    public ImmutableArray<ClusterMember> Members { get; set; } = [];

    public bool IsHeard => Changed is not null;

    public ClusterMember Self => Members[0];

    public ClusterMember? Leader { get; set; }

    public ClusterMember? ControlPlane => Leader;

    public Task Ended => Task.CompletedTask;

    /// <summary>Puts the member in the place of its incarnation, or takes it out, and tells.</summary>
    public void Show(ClusterMember member)
    {
        var others = Members.RemoveAll(one => one.Incarnation == member.Incarnation);
        Members = member.State == MemberState.Removed ? others : others.Add(member);
        Changed?.Invoke(member);
    }

    public void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree) =>
        throw new NotSupportedException();

    public Task LeaveAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;
}
