using Orchestrator.Actors.Simulated;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Controllers.Certificates;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Controllers.Tests.AgainstServer;

/// <summary>A simulated control plane: store, API server and every built-in controller, and a user who is
/// system:masters.</summary>
internal sealed class ServerWorld
{
    private readonly IApiClient _user;

    /// <param name="signer">Makes the signer of joining nodes' certificates; null: none can join.</param>
    public ServerWorld(ulong seed, Func<DateTimeOffset, ICertificateSigner>? signer = null)
    {
        System = new SimulatedActorSystem(seed);
        Server = System.Run(async () =>
        {
            var store = StoreHost.Start(System, new MemoryJournal(), new KindObjectCodec());
            await store.ReadyAsync();
            return await ApiServerCore.StartAsync(new ApiServerPorts(System, store, new NoNodes()));
        });
        _user = Server.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));
        var client = Server.ClientFor(UserIdentity.ControllerManager);
        var options = new ControllerManagerOptions
        {
            RootCa = "ca",
            Signer = signer?.Invoke(System.Time.GetUtcNow()),
            OnFailure = (name, failure) => Failures.Add($"{name} {failure.Key}: {failure.Error.Message}"),
        };
        System.Spawn("controllers", () => new ControllerManager(client, options));
        Run(5);
    }

    public SimulatedActorSystem System { get; }

    public ApiServerCore Server { get; }

    public List<string> Failures { get; } = [];

    public DateTimeOffset Now => System.Time.GetUtcNow();

    public string Revision => System.Run(() => _user.ListAsync<Namespace>(ListQuery.All)).ResourceVersion;

    public void Run(double seconds) => System.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>A request of somebody else.</summary>
    public T As<T>(UserIdentity user, Func<IApiClient, ValueTask<T>> request) =>
        System.Run(() => request(Server.ClientFor(user)));

    public T Create<T>(T value)
        where T : KubeObject => System.Run(() => _user.CreateAsync(value));

    public T UpdateStatus<T>(T value)
        where T : KubeObject => System.Run(() => _user.UpdateStatusAsync(value));

    public T Update<T>(T value)
        where T : KubeObject => System.Run(() => _user.UpdateAsync(value));

    public T? Find<T>(string ns, string name)
        where T : KubeObject => System.Run(async () =>
        {
            try
            {
                return await _user.GetAsync<T>(new ObjectKey(ns, name));
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                return null;
            }
        });

    public IReadOnlyList<T> All<T>(string? ns = null)
        where T : KubeObject => System.Run(async () =>
            (await _user.ListAsync<T>(new ListQuery { Namespace = ns })).Items.Cast<T>().ToList());

    public void Delete<T>(string ns, string name, string? policy = null, long? grace = null)
        where T : KubeObject => System.Run(async () =>
        {
            await _user.DeleteAsync<T>(
                new ObjectKey(ns, name), new DeleteOptions { PropagationPolicy = policy, GracePeriodSeconds = grace });
        });

    private sealed class NoNodes : INodeConnector
    {
        public ValueTask<Stream> OpenLogAsync(
            string nodeName, ContainerLogRequest request, CancellationToken cancellation = default) =>
            throw new NotSupportedException();
    }
}
