using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Two control planes' gates before one server, and a client that chooses.</summary>
public sealed class ClusterGatesTests : IAsyncLifetime
{
    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Members _members = new();
    private readonly Dictionary<string, int> _served = [];
    private RemoteApi _api = null!;
    private ActorSystem[] _planes = null!;
    private ClusterGates _gates = null!;

    public async Task InitializeAsync()
    {
        _api = await RemoteApi.StartAsync();
        _planes = [_api.AddSystem(), _api.AddSystem()];
        _gates = new ClusterGates(_api.ClientSystem, Members.AddressOf(_api.ClientSystem), _members.Read);
        _members.Changed += _gates.Calls.Hear;
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Calls_StayWithOne_UntilItFails_ThenWithTheNext()
    {
        Join(_planes);
        var api = Client(RemoteApi.Quick);
        for (var i = 0; i < 5; i++)
            await api.ListAsync(ConfigMaps, ListQuery.All);
        var first = Assert.Single(_served.Keys);
        await _planes.Single(plane => Members.AddressOf(plane) == first).Terminate();
        // Nobody has said that it is lost: a call finds out.
        await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await api.ListAsync(ConfigMaps, ListQuery.All).AsTask().WaitAsync(Soon));
        for (var i = 0; i < 5; i++)
            await api.ListAsync(ConfigMaps, ListQuery.All).AsTask().WaitAsync(Soon);
        Assert.Equal(2, _served.Count);
        Assert.Equal([5, 5], _served.Values);
        Assert.NotEqual(first, _gates.Current);
        Assert.Equal(0, _gates.Calls.Count);
    }

    [Fact]
    public async Task NoControlPlane_FailsAtOnce()
    {
        _members.Set(Members.Worker(Members.AddressOf(_api.ClientSystem), "w"));
        var from = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await Client().ListAsync(ConfigMaps, ListQuery.All));
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 2);
        Assert.Contains("no living member", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ApiUnreachableException>(async () => await Client().WatchAsync(ConfigMaps, new()));
    }

    [Fact]
    public async Task MemberThatDoesNotServeYet_IsPassedOver_ByOneAndTheSameCall()
    {
        Join(_planes);
        var chosen = _planes.Single(plane => Members.AddressOf(plane) == _gates.Current);
        var gate = await chosen.ActorSelection($"/user/{ApiServerGate.Name}").ResolveOne(Soon);
        Assert.True(await gate.GracefulStop(Soon));
        var created = await Client().CreateAsync(ConfigMaps, Samples.ConfigMap("a")).AsTask().WaitAsync(Soon);
        Assert.Equal("a", created.Metadata.Name);
        Assert.NotEqual(Members.AddressOf(chosen), _gates.Current);
    }

    [Fact]
    public async Task NobodyServesAnywhere_FailsAtOnce_AndNamesThem()
    {
        foreach (var plane in _planes)
            _members.Set(Members.Plane(Members.AddressOf(plane)));
        var from = Stopwatch.GetTimestamp();
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await Client().CreateAsync(ConfigMaps, Samples.ConfigMap("a")).AsTask().WaitAsync(Soon));
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 4);
        Assert.All(
            _planes, plane => Assert.Contains(Members.AddressOf(plane), error.Message, StringComparison.Ordinal));
        Assert.Equal(0, _gates.Calls.Count);
    }

    [Theory]
    [InlineData(MemberState.Unreachable)]
    [InlineData(MemberState.Down)]
    [InlineData(MemberState.Removed)]
    public async Task MemberIsLost_ItsWatchesEndAtOnce_NewCallsGoElsewhere(MemberState state)
    {
        Join(_planes);
        var api = Client();
        await using var watch = await api.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        var lost = _gates.Current!;
        Assert.Equal(1, _gates.Calls.Count);
        var from = Stopwatch.GetTimestamp();
        _members.Set(Members.Plane(lost, state));
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(
            async () => await watch.NextAsync().AsTask().WaitAsync(Soon));
        // Silence would take four periods of 2.5 s.
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 5);
        Assert.Contains(lost, error.Message, StringComparison.Ordinal);
        await api.ListAsync(ConfigMaps, ListQuery.All).AsTask().WaitAsync(Soon);
        Assert.NotEqual(lost, _gates.Current);
        Assert.Equal(0, _gates.Calls.Count);
    }

    [Fact]
    public async Task MemberLeaves_NewCallsGoElsewhere_ItsWatchesStay()
    {
        Join(_planes);
        var api = Client();
        await using var watch = await api.WatchAsync(ConfigMaps, new() { Namespace = "test" });
        var leaving = _gates.Current!;
        _members.Set(Members.Plane(leaving, MemberState.Leaving));
        await api.CreateAsync(ConfigMaps, Samples.ConfigMap("a")).AsTask().WaitAsync(Soon);
        Assert.NotEqual(leaving, _gates.Current);
        await Samples.TakeAsync(watch, 1);
    }

    [Fact]
    public async Task MemberComesBackAsANewOne_TheOldOnesEndDoesNotEndItsCalls()
    {
        Join(_planes[0]);
        var address = Members.AddressOf(_planes[0]);
        _members.Set(Members.Plane(address, incarnation: 2));
        await using var watch = await Client().WatchAsync(ConfigMaps, new() { Namespace = "test" });
        _gates.Calls.Hear(Members.Plane(address, MemberState.Removed, incarnation: 1));
        await _api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap("a"));
        await Samples.TakeAsync(watch, 1);
        Assert.Equal(1, _gates.Calls.Count);
    }

    private void Join(params ActorSystem[] planes)
    {
        foreach (var plane in planes)
        {
            var address = Members.AddressOf(plane);
            IApiClient For(UserIdentity user)
            {
                lock (_served)
                    _served[address] = _served.GetValueOrDefault(address) + 1;
                return _api.ClientFor(user);
            }
            plane.ActorOf(ApiServerGate.Props(For, RemoteApi.Quick), ApiServerGate.Name);
            _members.Set(Members.Plane(address));
        }
    }

    private RemoteApiClient Client(RemoteApiOptions? options = null) =>
        new(_api.ClientSystem, _gates, RemoteApi.AdminUser, options);
}
