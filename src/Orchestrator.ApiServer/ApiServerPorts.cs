using Orchestrator.Actors;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Watching;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer;

/// <summary>What the API server stands on: the driver (time, randomness, actors), the store, the way to the
/// nodes.</summary>
public sealed record ApiServerPorts(IActorSystem System, IStore Store, INodeConnector Nodes)
{
    /// <summary>Null: rules for each component, until there are roles.</summary>
    public IAuthorizer? Authorizer { get; init; }

    /// <summary>Who answers TokenReviews; null: bootstrap tokens only.</summary>
    public ITokenAuthenticator? Tokens { get; init; }

    public IAuditSink Audit { get; init; } = NullAuditSink.Instance;

    /// <summary>Null: <see cref="AdmissionChain.BuiltIn"/>.</summary>
    public AdmissionChain? Admission { get; init; }

    /// <summary>Where other processes write the same store: who leads it, and the way there. Null: only this one
    /// writes.</summary>
    public ForwardingPorts? Forwarding { get; init; }

    /// <summary>The name of the tree of watch hubs.</summary>
    public string TreeName { get; init; } = "apiserver";

    internal IActorRef<WatchRouterMessage> SpawnRouter(Func<Actor<WatchRouterMessage>> factory) =>
        System.Spawn(TreeName, factory);
}
