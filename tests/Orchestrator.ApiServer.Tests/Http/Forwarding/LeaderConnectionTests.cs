using System.Net;
using System.Net.Sockets;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Testing;

namespace Orchestrator.ApiServer.Tests.Http.Forwarding;

/// <summary>What arrives over a real connection, and what is known when nothing does.</summary>
public sealed class LeaderConnectionTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("leader-connection-").FullName;
    private readonly Gate _gate = new();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly ThreadedActorSystem _system;
    private readonly LeaderConnection _connection = new("10.0.0.9:6443");
    private StoreHost _store = null!;
    private ApiServerCore _core = null!;
    private ApiServerHost _host = null!;
    private ClusterCertificates _certificates = null!;
    private bool _isDead;

    public LeaderConnectionTests() => _system = new(new() { Time = _time });

    public async Task InitializeAsync()
    {
        _store = StoreHost.Start(_system, new MemoryJournal(), new KindObjectCodec());
        await _store.ReadyAsync();
        _core = await ApiServerCore.StartAsync(new ApiServerPorts(_system, _store, new SimulatedServer.FakeNodes())
        {
            Admission = new AdmissionChain([_gate], []),
        });
        _certificates = ClusterCertificates.LoadOrCreate(
            Path.Combine(_directory, "pki"), [], _time, TimeSpan.FromHours(1));
        _host = await ApiServerHost.StartAsync(_core, new ApiServerHostOptions(_certificates)
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            StopTimeout = TimeSpan.Zero,
        });
        _connection.Trust(_certificates);
    }

    public async Task DisposeAsync()
    {
        _gate.Open();
        _connection.Dispose();
        if (!_isDead)
            await _host.DisposeAsync();
        await _core.DisposeAsync();
        await _system.DisposeAsync();
        _certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Write_IsDoneForTheUserItNames_AndAnsweredWithTheRevision()
    {
        _gate.Open();
        var user = UserIdentity.Of("jürgen, the first ", UserIdentity.MastersGroup);

        var answer = await _connection.SendAsync($"{_host.Address}", Create("a", user));

        Assert.Equal(201, answer.Code);
        Assert.Equal(AnswerForm.Stored, answer.Form);
        Assert.Equal(_store.Current.Revision, answer.Revision);
        Assert.Equal(user, _gate.User);
    }

    [Fact]
    public async Task UserWithoutTheRight_IsRefusedThereToo()
    {
        _gate.Open();

        var answer = await _connection.SendAsync($"{_host.Address}", Create("a", UserIdentity.Of("nobody")));

        Assert.Equal(403, answer.Code);
        Assert.Equal("", answer.Form);
    }

    [Fact]
    public async Task Delete_WithoutABody_IsDone()
    {
        _gate.Open();
        await _connection.SendAsync($"{_host.Address}", Create("a", UserIdentity.ApiServer));

        var answer = await _connection.SendAsync($"{_host.Address}", ForwardedRequest.Of(
            new(UserIdentity.ApiServer, RequestVerb.Delete, ApiKinds.Of<ConfigMap>())
            {
                Namespace = "default",
                Name = "a",
            }));

        Assert.Equal((200, AnswerForm.Removed), (answer.Code, answer.Form));
        Assert.Equal("a", ApiKinds.Of<ConfigMap>().ReadJson(answer.Body.Span).Metadata.Name);
    }

    [Fact]
    public async Task RenewedCertificate_IsTheNextRequests_WhileOneThatIsUnderWayIsAnswered()
    {
        var held = _connection.SendAsync($"{_host.Address}", Create("a", UserIdentity.ApiServer)).AsTask();
        await _gate.Entered;

        _time.Advance(TimeSpan.FromMinutes(50));
        Assert.Null(_certificates.FrontProxy.Renew());
        _time.Advance(TimeSpan.FromMinutes(20));
        // Over the connection that is known by the old certificate, which has ended, this would be a 401.
        var next = _connection.SendAsync($"{_host.Address}", Create("b", UserIdentity.ApiServer)).AsTask();
        _gate.Open();

        Assert.Equal(201, (await held).Code);
        Assert.Equal(201, (await next).Code);
    }

    [Fact]
    public async Task NobodyThere_NothingHappened()
    {
        var lost = await LostAsync(async () => $"{await FreeAddressAsync()}");

        Assert.False(lost.MayHaveHappened);
    }

    [Fact]
    public async Task StrangerThere_NothingHappened()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var stranger = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
        });

        var lost = await LostAsync(() => Task.FromResult($"{listener.LocalEndpoint}"));

        Assert.False(lost.MayHaveHappened);
        await stranger;
    }

    [Fact]
    public async Task OtherAuthority_IsNotSpokenTo()
    {
        using var other = ClusterCertificates.LoadOrCreate(
            Path.Combine(_directory, "other"), [], TimeProvider.System);
        _connection.Trust(other);
        _gate.Open();

        var lost = await LostAsync(() => Task.FromResult($"{_host.Address}"));

        Assert.False(lost.MayHaveHappened);
        Assert.Null(_gate.User);
    }

    [Fact]
    public async Task LeaderThatDiesInTheMiddle_LeavesItOpen()
    {
        var sent = LostAsync(() => Task.FromResult($"{_host.Address}"));
        await _gate.Entered;

        await _host.DisposeAsync();
        _isDead = true;

        Assert.True((await sent).MayHaveHappened);
    }

    [Fact]
    public async Task BeforeThereAreCertificates_NobodyIsReached()
    {
        using var early = new LeaderConnection("10.0.0.9:6443");

        var lost = await Assert.ThrowsAsync<LeaderUnreachableException>(
            () => early.SendAsync($"{_host.Address}", Create("a", UserIdentity.ApiServer)).AsTask());

        Assert.False(lost.MayHaveHappened);
    }

    private async Task<LeaderUnreachableException> LostAsync(Func<Task<string>> address)
    {
        var where = await address();
        return await Assert.ThrowsAsync<LeaderUnreachableException>(
            () => _connection.SendAsync(where, Create("a", UserIdentity.ApiServer)).AsTask());
    }

    private static Task<EndPoint> FreeAddressAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Task.FromResult(listener.LocalEndpoint);
    }

    private static ForwardedRequest Create(string name, UserIdentity user) => ForwardedRequest.Of(
        new(user, RequestVerb.Create, ApiKinds.Of<ConfigMap>())
        {
            Namespace = "default",
            Body = new TypedBody(Objects.ConfigMap(name)),
        });

    /// <summary>Holds writes back, and sees who makes them.</summary>
    private sealed class Gate : IMutatingAdmission
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public UserIdentity? User { get; private set; }

        public void Open() => _open.TrySetResult();

        public async ValueTask<KubeObject> AdmitAsync(
            AdmissionRequest request, KubeObject value, CancellationToken cancellation)
        {
            if (value is not ConfigMap)
                return value;
            User = request.User;
            _entered.TrySetResult();
            await _open.Task;
            return value;
        }
    }
}
