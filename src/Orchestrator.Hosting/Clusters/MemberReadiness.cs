using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.NodeLifecycle;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Marks the Nodes of a lost member as Unknown at once, well before their heartbeats are missed.</summary>
/// <remarks>Fed by <see cref="ICluster"/>; writes Node/status. It takes readiness away and never gives it: a kubelet
/// that is
/// there after all posts its own status within its next sync. Runs where the controllers run. A Node that another
/// living member
/// names as its own is left alone, so the removal of a member that was restarted undoes nothing.</remarks>
public sealed class MemberReadiness(ICluster cluster, IApiClient api) : Actor<MemberReadinessMessage>
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    private Action<ClusterMember>? _listener;

    public override ValueTask OnStartAsync()
    {
        var self = Self;
        _listener = member => self.Tell(new MemberChanged(member));
        cluster.Changed += _listener;
        // Whoever was lost before, while another one ran this or nobody did. Unless it is gone from the list: then
        // its Nodes fall silent.
        foreach (var member in cluster.Members)
            self.Tell(new MemberChanged(member));
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        cluster.Changed -= _listener;
        return default;
    }

    public override async ValueTask OnMessageAsync(MemberReadinessMessage message)
    {
        switch (message)
        {
            case MemberChanged { Member: { IsLost: true } lost }:
                foreach (var node in lost.Nodes)
                    await MarkAsync(node);
                break;
            case MarkAgain { Node: var node }:
                await MarkAsync(node);
                break;
        }
    }

    private async ValueTask MarkAsync(string name)
    {
        if (IsServed(cluster.Members, name))
            return;
        try
        {
            var node = await api.GetAsync<Api.Core.V1.Node>(new ObjectKey("", name), Ended);
            var status = NodeConditions.Silent(node, Time.GetUtcNow());
            if (status != node.Status)
                await api.UpdateStatusAsync(node with { Status = status }, Ended);
        }
        catch (StatusException error) when (error.Code == 404 || error.IsLeadershipEnded)
        {
            // No such Node, or no longer ours to say.
        }
        catch (StatusException error) when (error.Code == 409)
        {
            // The kubelet wrote meanwhile, perhaps its last word: look again, at once.
            Self.Tell(new MarkAgain(name));
        }
        catch (Exception error) when (error is ApiUnreachableException or StatusException { IsTransient: true })
        {
            Context.Timers.Once(name, RetryPeriod, new MarkAgain(name));
        }
    }

    private static bool IsServed(ImmutableArray<ClusterMember> members, string node)
    {
        foreach (var member in members)
        {
            if (!member.IsLost && member.HasRole(ClusterRoles.NodePrefix + node))
                return true;
        }
        return false;
    }
}
