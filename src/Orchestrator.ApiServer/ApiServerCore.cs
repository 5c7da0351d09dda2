using Orchestrator.Actors;
using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Authentication;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.InProcess;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Selection;
using Orchestrator.ApiServer.Verbs;
using Orchestrator.ApiServer.Watching;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer;

/// <summary>The API server without a transport: composes the pipeline over a store that has started.</summary>
/// <remarks>Runs under any driver. In-process components get their clients here; the HTTP front end sits on
/// <see cref="Pipeline"/>.</remarks>
public sealed class ApiServerCore : IAsyncDisposable
{
    private readonly IActorSystem _system;
    private readonly IActorRef<WatchRouterMessage> _router;
    private readonly ServicePools _pools;
    private readonly WriteRouter? _writes;
    private readonly Confirmation _confirmation;

    private ApiServerCore(ApiServerPorts ports, ApiServerOptions options)
    {
        _system = ports.System;
        Store = ports.Store;
        Options = options;
        Time = ports.System.Time;
        var registry = new Registry(ports.Store, confirmsLater: ports.Forwarding is not null);
        if (ports.Forwarding is { } forwarding)
            _writes = new WriteRouter(forwarding.Transport, ports.Store, forwarding.Options, Time);
        _router = ports.SpawnRouter(() => new WatchRouter(ports.Store, registry, options.BookmarkPeriod));
        _pools = new ServicePools(options, ports.System.Entropy);
        var candidates = new Candidates(registry);
        Authorizer = ports.Authorizer
            ?? new ComponentAuthorizer(new NodeAuthorizer(new PodsByNode(registry, candidates)));
        _confirmation = new Confirmation(ports.Store);
        var confirmed = new ConfirmedAuthorizer(Authorizer, _confirmation);
        var services = new WriteServices(
            registry, ports.Admission ?? AdmissionChain.BuiltIn(Authorizer),
            new Allocators().Add(ApiKinds.Of<Service>(), new ServiceAllocator(_pools)),
            ports.System.Entropy, ports.System.Time);
        var hubs = new WatchHubs(_router, options.WatcherQueueMax);
        Pipeline = new RequestPipeline(
            confirmed, ports.Audit, Verbs(services, candidates, hubs, ports, confirmed), _writes);
    }

    public RequestPipeline Pipeline { get; }

    public IAuthorizer Authorizer { get; }

    public ApiServerOptions Options { get; }

    /// <summary>Knows whoever comes with a bootstrap token.</summary>
    public BootstrapTokenAuthenticator BootstrapTokens => new(Store, Time, _confirmation);

    internal IStore Store { get; }

    internal TimeProvider Time { get; }

    /// <summary>The <c>kubernetes</c> Service's address: the first of the service range.</summary>
    public string KubernetesServiceIp => _pools.Range[1];

    /// <summary>Composes and starts; the system namespaces exist when it returns.</summary>
    /// <exception cref="StoreUnavailableException">The store has not started.</exception>
    public static async ValueTask<ApiServerCore> StartAsync(
        ApiServerPorts ports, ApiServerOptions? options = null, CancellationToken cancellation = default)
    {
        var core = new ApiServerCore(ports, options ?? ApiServerOptions.Default);
        core._pools.Follow(ports.Store);
        await core.Bootstrapper.EnsureNamespacesAsync(cancellation);
        return core;
    }

    /// <summary>Creates what every cluster has; <see cref="StartAsync"/> has done the namespaces.</summary>
    public Bootstrapper Bootstrapper => new(ClientFor(UserIdentity.ApiServer), KubernetesServiceIp);

    /// <summary>The API under one identity, such as <see cref="UserIdentity.Scheduler"/>.</summary>
    public IApiClient ClientFor(UserIdentity identity) => new InProcessApiClient(Pipeline, identity);

    /// <summary>Ends every watch.</summary>
    public async ValueTask DisposeAsync()
    {
        _pools.Dispose();
        _writes?.Dispose();
        await _system.StopAsync(_router);
    }

    private VerbTable Verbs(
        WriteServices services, Candidates candidates, WatchHubs hubs, ApiServerPorts ports,
        ConfirmedAuthorizer authorizer)
    {
        var registry = services.Registry;
        var list = new ListVerb(registry, candidates);
        var get = new GetVerb(registry);
        var create = new CreateVerb(services);
        var update = new UpdatePath(services);
        var delete = new DeletePath(services);
        var access = new AccessReviewVerb(authorizer);
        var scale = new ScaleVerb(registry, update);
        return new VerbTable()
            .Add(RequestVerb.Get, "", get)
            .Add(RequestVerb.List, "", list)
            .Add(RequestVerb.Watch, "", new WatchVerb(registry, candidates, hubs))
            .Add(RequestVerb.Create, "", create)
            .Add(RequestVerb.Update, "", new UpdateVerb(update, create, UpdateScope.Object))
            .Add(RequestVerb.Patch, "", new PatchVerb(update, UpdateScope.Object))
            .Add(RequestVerb.Delete, "", new DeleteVerb(delete))
            .Add(RequestVerb.DeleteCollection, "", new DeleteCollectionVerb(list, delete))
            .Add(RequestVerb.Get, "status", get)
            .Add(RequestVerb.Update, "status", new UpdateVerb(update, create, UpdateScope.Status))
            .Add(RequestVerb.Patch, "status", new PatchVerb(update, UpdateScope.Status))
            .Add(RequestVerb.Get, "approval", get)
            .Add(RequestVerb.Update, "approval", new UpdateVerb(update, create, UpdateScope.Subresource))
            .Add(RequestVerb.Patch, "approval", new PatchVerb(update, UpdateScope.Subresource))
            .Add(RequestVerb.Get, "scale", scale)
            .Add(RequestVerb.Update, "scale", scale)
            .Add(RequestVerb.Patch, "scale", scale)
            .Add(RequestVerb.Update, "finalize", new FinalizeVerb(update))
            .Add(RequestVerb.Create, "binding", new BindingVerb(update, services.Time))
            .Add(RequestVerb.Create, "eviction", new EvictionVerb(services, update, delete))
            .Add(RequestVerb.Get, "log", new LogVerb(registry, ports.Nodes))
            .AddFor(ApiKinds.Of<SelfSubjectReview>(), new SelfReviewVerb())
            .AddFor(ApiKinds.Of<TokenReview>(), new TokenReviewVerb(ports.Tokens ?? BootstrapTokens))
            .AddFor(ApiKinds.Of<SelfSubjectAccessReview>(), access)
            .AddFor(ApiKinds.Of<SubjectAccessReview>(), access)
            .AddFor(ApiKinds.Of<LocalSubjectAccessReview>(), access)
            .AddFor(ApiKinds.Of<SelfSubjectRulesReview>(), new RulesReviewVerb(Authorizer));
    }
}
