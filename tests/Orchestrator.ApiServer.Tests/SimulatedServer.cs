using Orchestrator.Actors.Simulated;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.ApiServer.Tests;

/// <summary>A whole API server over a store in memory, under the simulated driver.</summary>
public sealed class SimulatedServer
{
    /// <param name="seed">Decides who goes next.</param>
    /// <param name="options">The server's.</param>
    /// <param name="isOnDisk">Its journal lies on <see cref="Disk"/>, and not in memory.</param>
    public SimulatedServer(ulong seed = 1, ApiServerOptions? options = null, bool isOnDisk = false)
    {
        System = new SimulatedActorSystem(seed);
        Disk = new SimulatedDisk(System.Fork("disk"), System.Time);
        Store = StoreHost.Start(System, isOnDisk ? Disk.Open() : new MemoryJournal(), new KindObjectCodec());
        Nodes = new FakeNodes();
        Core = System.Run(async () =>
        {
            await Store.ReadyAsync();
            return await ApiServerCore.StartAsync(new ApiServerPorts(System, Store, Nodes), options);
        });
        Admin = Core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));
    }

    public SimulatedActorSystem System { get; }

    public SimulatedDisk Disk { get; }

    public StoreHost Store { get; }

    public FakeNodes Nodes { get; }

    public ApiServerCore Core { get; }

    public IApiClient Admin { get; }

    public T Run<T>(Func<IApiClient, ValueTask<T>> code) => System.Run(() => code(Admin));

    public void Run(Func<IApiClient, ValueTask> code) => System.Run(() => code(Admin));

    public T Create<T>(T value)
        where T : KubeObject => Run(api => api.CreateAsync(value));

    public T Get<T>(string ns, string name)
        where T : KubeObject => Run(api => api.GetAsync<T>(new ObjectKey(ns, name)));

    public bool Exists<T>(string ns, string name)
        where T : KubeObject
    {
        try
        {
            Get<T>(ns, name);
            return true;
        }
        catch (StatusException missing) when (missing.IsNotFound)
        {
            return false;
        }
    }

    public ApiResult Execute(ApiRequest request) =>
        System.Run(() => Core.Pipeline.ExecuteAsync(request, CancellationToken.None));

    public StatusException Refused(Func<IApiClient, ValueTask> code) =>
        Assert.Throws<StatusException>(() => Run(code));

    public sealed class FakeNodes : INodeConnector
    {
        public ContainerLogRequest? Asked { get; private set; }

        public ValueTask<Stream> OpenLogAsync(
            string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
        {
            Asked = request;
            return new(new MemoryStream("a line\n"u8.ToArray()));
        }
    }
}
