using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
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

/// <summary>A store that another process leads; it can be made the leader.</summary>
public sealed class FollowedStore(IStore store) : IStore
{
    private readonly List<Action<StoreLeadership>> _observers = [];

    public StoreSnapshot Current => store.Current;

    public StoreLeadership Leadership { get; private set; } = new(1, false, SimulatedPlanes.LeaderAddress);

    public void Post(StoreLeadership leadership)
    {
        Leadership = leadership;
        foreach (var observer in _observers)
            observer(leadership);
    }

    public ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default) =>
        store.ReadAsync(freshness, cancellation);

    public ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default) =>
        Leadership.IsLeader ? store.WriteAsync(command, cancellation) : throw new NotLeaderException(Leadership.Leader);

    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer) =>
        store.Subscribe(afterRevision, observer);

    public IDisposable OnLeadership(Action<StoreLeadership> observer)
    {
        _observers.Add(observer);
        observer(Leadership);
        return new CancellationTokenSource();
    }

    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        store.ChangesAfter(revision, prefix);
}

/// <summary>Carries requests to the leader's pipeline as HTTP would, and fails when told to.</summary>
/// <param name="leader">Whose pipeline; asked for each request.</param>
/// <param name="shown">What the leader's store shows.</param>
public sealed class Wire(Func<ApiServerCore> leader, Func<StoreSnapshot> shown) : ILeaderTransport
{
    /// <summary>Asked before each send, with its number from 1; may throw, or never return.</summary>
    public Func<int, CancellationToken, ValueTask> Before { get; set; } = (_, _) => default;

    public List<(string Address, ForwardedRequest Request)> Sent { get; } = [];

    public async ValueTask<ForwardedAnswer> SendAsync(
        string address, ForwardedRequest request, CancellationToken cancellation = default)
    {
        Sent.Add((address, request));
        await Before(Sent.Count, cancellation);
        try
        {
            var source = request.Source with { IsForwarded = true };
            var result = await leader().Pipeline.ExecuteAsync(source, CancellationToken.None);
            var (form, body) = AnswerWriter.Of(result);
            return new(result.Code, form, shown().Revision, body, [.. result.Warnings]);
        }
        catch (StatusException refused)
        {
            return new(refused.Code, "", 0, JsonCodec.Write(refused.Status), []);
        }
    }
}
