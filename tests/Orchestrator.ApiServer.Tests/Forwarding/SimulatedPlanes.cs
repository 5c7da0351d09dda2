using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>Two control planes over one store, under the simulated driver: one leads it, the other's view of it only
/// follows.</summary>
public sealed class SimulatedPlanes
{
    public const string LeaderAddress = "leader:6443";

    public SimulatedPlanes()
    {
        System = new SimulatedActorSystem(1);
        Store = StoreHost.Start(System, new MemoryJournal(), new KindObjectCodec());
        Followed = new FollowedStore(Store);
        Wire = new Wire(() => Leader!, () => Store.Current);
        (Leader, Follower) = System.Run(async () =>
        {
            await Store.ReadyAsync();
            return (await StartAsync(Store, "leader"), await StartAsync(Followed, "follower"));
        });
    }

    public SimulatedActorSystem System { get; }

    public StoreHost Store { get; }

    public FollowedStore Followed { get; }

    public Wire Wire { get; }

    public ApiServerCore Leader { get; }

    public ApiServerCore Follower { get; }

    public IApiClient Admin => Follower.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));

    public T Run<T>(Func<IApiClient, ValueTask<T>> code) => System.Run(() => code(Admin));

    public void Run(Func<IApiClient, ValueTask> code) => System.Run(() => code(Admin));

    public StatusException Refused(Func<IApiClient, ValueTask> code) => Assert.Throws<StatusException>(() => Run(code));

    private ValueTask<ApiServerCore> StartAsync(IStore store, string name) => ApiServerCore.StartAsync(
        new ApiServerPorts(System, store, new SimulatedServer.FakeNodes())
        {
            TreeName = name,
            Forwarding = new ForwardingPorts(Wire) { Options = new() { Advertise = $"{name}:6443" } },
        });
}
