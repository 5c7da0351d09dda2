using Akka.Remote.Transport;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Peers that die, wires that lose and stall.</summary>
public sealed class RemoteFaultTests : IAsyncLifetime
{
    private const string Adapters = """akka.remote.dot-netty.tcp.applied-adapters = ["trttl", "gremlin"]""";

    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly StallingApi _stalling = new();
    private RemoteApi _api = null!;

    public async Task InitializeAsync() =>
        _api = await RemoteApi.StartAsync(Adapters, between: api => _stalling.Over(api));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task NobodyAtTheAddress_IsUnreachable()
    {
        var nowhere = new RemoteApiClient(
            _api.ClientSystem,
            _api.ClientSystem.ActorSelection("akka.trttl.gremlin.tcp://orchestrator@127.0.0.1:1/user/x"),
            RemoteApi.AdminUser, RemoteApi.Quick);
        await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await nowhere.ListAsync(ConfigMaps, ListQuery.All).AsTask().WaitAsync(Soon));
    }

    [Fact]
    public async Task ServerKilled_EndsTheWatch_AfterWhatItHadTold()
    {
        await using var watch = await _api.Remote.WatchAsync(
            ConfigMaps, new() { Namespace = "test", SendInitialEvents = true });
        await _api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap("a"));
        await Samples.TakeAsync(watch, 1);
        await _api.ServerSystem.Terminate();
        await Assert.ThrowsAsync<ApiUnreachableException>(async () => await ReadToItsEndAsync(watch));
    }

    [Fact]
    public async Task ServerKilledWithinACall_IsUnreachable_AndTheServersWorkEnds()
    {
        _stalling.Stall = true;
        var call = _api.Remote.ListAsync(ConfigMaps, ListQuery.All).AsTask();
        await _stalling.Entered.WaitAsync(Soon);
        await _api.ServerSystem.Terminate();
        await Assert.ThrowsAsync<ApiUnreachableException>(() => call.WaitAsync(Soon));
        await _stalling.Left.WaitAsync(Soon);
    }

    [Fact]
    public async Task Cancelled_EndsTheServersWork()
    {
        _stalling.Stall = true;
        using var cancel = new CancellationTokenSource();
        var call = _api.Remote.ListAsync(ConfigMaps, ListQuery.All, cancel.Token).AsTask();
        await _stalling.Entered.WaitAsync(Soon);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Soon));
        await _stalling.Left.WaitAsync(Soon);
    }

    [Fact]
    public async Task SlowCall_IsKeptAliveBeyondTheSilenceThatEndsOne()
    {
        _stalling.Stall = true;
        var call = _api.Remote.ListAsync(ConfigMaps, ListQuery.All).AsTask();
        await _stalling.Entered.WaitAsync(Soon);
        var silence = RemoteApi.Quick.PulsePeriod * (RemoteApi.Quick.SilentPeriodsMax + 3);
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(silence));
        _stalling.GoOn();
        Assert.NotEmpty((await call.WaitAsync(Soon)).ResourceVersion);
    }

    [Fact]
    public async Task DisposedWatch_EndsAtTheServer()
    {
        var watch = await _api.Remote.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        Assert.Equal(1, _stalling.OpenWatches);
        await watch.DisposeAsync();
        await _stalling.WatchesEnded.WaitAsync(Soon);
    }

    [Fact]
    public async Task ClientKilled_EndsItsWatchAtTheServer()
    {
        await _api.Remote.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        await _api.ClientSystem.Terminate();
        await _stalling.WatchesEnded.WaitAsync(Soon);
    }

    [Fact]
    public async Task EverythingLost_EndsTheWatchByItsSilence()
    {
        await using var watch = await _api.Remote.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        await _api.CommandAsync(new FailureInjectorTransportAdapter.One(
            _api.ServerAddress, new FailureInjectorTransportAdapter.Drop(1, 1)));
        await Assert.ThrowsAsync<ApiUnreachableException>(async () => await ReadToItsEndAsync(watch));
        await _stalling.WatchesEnded.WaitAsync(Soon);
    }

    private static async Task ReadToItsEndAsync(IWatch watch)
    {
        while ((await watch.NextAsync().AsTask().WaitAsync(Soon)).Count > 0)
        {
        }
    }
}
