using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;
using Akka.Remote.Transport;
using Orchestrator.Actors.Threaded;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>A real API server behind a gate, and a client in another actor system: real loopback remoting between
/// them.</summary>
public sealed class RemoteApi : IAsyncDisposable
{
    public static readonly UserIdentity AdminUser = UserIdentity.Of("admin", UserIdentity.MastersGroup);

    private readonly ThreadedActorSystem _kernel = new();
    private readonly List<ActorSystem> _further = [];
    private ApiServerCore _core = null!;

    public ActorSystem ServerSystem { get; private set; } = null!;

    public ActorSystem ClientSystem { get; private set; } = null!;

    public IActorRef Gate { get; private set; } = null!;

    /// <summary>The same server without a network between.</summary>
    public IApiClient Direct { get; private set; } = null!;

    public IApiClient Remote { get; private set; } = null!;

    public string GatePath => $"{AddressOf(ServerSystem)}/user/{ApiServerGate.Name}";

    public static RemoteApiOptions Quick { get; } = new() { PulsePeriod = TimeSpan.FromMilliseconds(200) };

    /// <param name="more">HOCON for both actor systems.</param>
    /// <param name="serverMore">HOCON for the server's.</param>
    public static async Task<RemoteApi> StartAsync(
        string more = "", RemoteApiOptions? options = null, Func<IApiClient, IApiClient>? between = null,
        ApiServerOptions? server = null, string serverMore = "")
    {
        var api = new RemoteApi();
        var store = StoreHost.Start(api._kernel, new MemoryJournal(), new KindObjectCodec());
        await store.ReadyAsync();
        api._core = await ApiServerCore.StartAsync(new ApiServerPorts(api._kernel, store, new NoNodes()), server);
        api.Direct = api._core.ClientFor(AdminUser);
        await api.Direct.CreateAsync(new Namespace { Metadata = new() { Name = "test" } });
        api.ServerSystem = Start($"{more}\n{serverMore}");
        api.ClientSystem = Start(more);
        IApiClient For(UserIdentity user) =>
            between is null ? api._core.ClientFor(user) : between(api._core.ClientFor(user));
        api.Gate = api.ServerSystem.ActorOf(ApiServerGate.Props(For, options ?? Quick), ApiServerGate.Name);
        api.Remote = api.As(AdminUser, options);
        return api;
    }

    /// <summary>The same server under an identity, as a gate of it has it.</summary>
    public IApiClient ClientFor(UserIdentity user) => _core.ClientFor(user);

    /// <summary>One more process, ended with this.</summary>
    public ActorSystem AddSystem(string more = "")
    {
        var system = Start(more);
        _further.Add(system);
        return system;
    }

    public RemoteApiClient As(UserIdentity user, RemoteApiOptions? options = null) =>
        new(ClientSystem, ClientSystem.ActorSelection(GatePath), user, options ?? Quick);

    /// <summary>What the client's side of the wire does with all that passes it.</summary>
    public Task<bool> CommandAsync(object command) =>
        ((IRemoteActorRefProvider)((ExtendedActorSystem)ClientSystem).Provider).Transport.ManagementCommand(
            command, CancellationToken.None);

    public Address ServerAddress => AddressOf(ServerSystem);

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _further)
            await system.Terminate();
        await ClientSystem.Terminate();
        await ServerSystem.Terminate();
        await _core.DisposeAsync();
        await _kernel.DisposeAsync();
    }

    internal static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    internal static ActorSystem Start(string more) => ActorSystem.Create("orchestrator", ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp { port = 0, hostname = "127.0.0.1" }
          coordinated-shutdown { terminate-actor-system = on, run-by-clr-shutdown-hook = off }
        }
        """).WithFallback(RemoteApiConfig.Hocon).PrependedBy(more));

    private sealed class NoNodes : INodeConnector
    {
        public ValueTask<Stream> OpenLogAsync(
            string nodeName, ContainerLogRequest request, CancellationToken cancellation = default) =>
            throw new NotSupportedException();
    }
}
