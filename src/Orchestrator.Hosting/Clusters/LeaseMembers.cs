using System.Collections.Immutable;
using Orchestrator.Actors;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.Client;
using KubeNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Follows Leases and Nodes through watches, and tells <see cref="LeaseCluster"/> who the members
/// are.</summary>
/// <remarks>Only reads. Started by the first who asks for members: a thousand Nodes renew a hundred Leases a
/// second.</remarks>
/// <param name="publish">Told what changed and everyone who is in, after each change.</param>
internal sealed class LeaseMembers(
    IApiClient api, Action<IReadOnlyList<ClusterMember>, ImmutableArray<ClusterMember>> publish)
    : Actor<LeaseMembersMessage>
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);

    private readonly LeaseMembership _membership = new();
    private readonly List<IDisposable> _subscriptions = [];

    private TimeSpan Now => Time.GetElapsedTime(0);

    public override ValueTask OnStartAsync()
    {
        var informers = SharedInformers.Spawn(Context, "informers", api);
        Follow(informers.For<KubeNode>());
        Follow(informers.For(ApiKinds.Of<Lease>(), new InformerScope(LeaseMembership.NodeLeases)));
        Follow(informers.For(ApiKinds.Of<Lease>(), new InformerScope(
            ApiServerIdentity.Namespace, $"{ApiServerIdentity.IdentityLabel}={ApiServerIdentity.IdentityValue}")));
        Context.Timers.Every(nameof(LookDue), LookPeriod, new LookDue());
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        return default;
    }

    public override ValueTask OnMessageAsync(LeaseMembersMessage message)
    {
        switch (message)
        {
            case Observed { Batch: var batch }:
                foreach (var change in batch.Changes)
                    Apply(change);
                break;
            case LookDue:
                _membership.Look(Now);
                break;
        }
        if (_membership.Take() is { } news)
            publish(news.Changed, news.Members);
        return default;
    }

    private void Apply(ObjectChange change)
    {
        if (change.Object is Lease lease)
            _membership.Observe(lease, change.IsDeleted, Now);
        else if (change.Object is KubeNode node)
            _membership.Observe(node, change.IsDeleted, Now);
    }

    private void Follow(Informer informer)
    {
        var self = Self;
        _subscriptions.Add(informer.Subscribe(batch => self.Tell(new Observed(batch))));
    }

    private sealed record Observed(InformerBatch Batch) : LeaseMembersMessage;

    private sealed record LookDue : LeaseMembersMessage;
}
