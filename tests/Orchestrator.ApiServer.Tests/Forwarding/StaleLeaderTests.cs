using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>Writes on a control plane that leads, or takes itself for the leader, and shows an old state.</summary>
public sealed class StaleLeaderTests
{
    private readonly SimulatedPlanes _planes = new();

    [Fact]
    public void LeaderThatLosesItsLeadMeanwhile_SendsTheWriteOn()
    {
        var api = Deposed(_planes.Store.Current);

        var made = _planes.System.Run(() => api.CreateAsync(Objects.ConfigMap("a")));

        Assert.Equal("a", made.Metadata.Name);
        Assert.Equal(SimulatedPlanes.LeaderAddress, Assert.Single(_planes.Wire.Sent).Address);
    }

    [Fact]
    public void DeposedLeader_RefusesNothingByWhatItStillShows()
    {
        var stale = _planes.Store.Current;
        var leader = _planes.Leader.ClientFor(UserIdentity.ApiServer);
        var made = _planes.System.Run(() => leader.CreateAsync(Objects.ConfigMap("a")));
        var api = Deposed(stale);

        _planes.System.Run(async () => { await api.DeleteAsync<ConfigMap>(made.Key); });

        Assert.Single(_planes.Wire.Sent);
        Assert.Null(_planes.Store.Current.Get("/registry/configmaps/default/a"));
    }

    [Fact]
    public void DeposedLeader_AnswersNoUnchangedObjectByWhatItStillShows()
    {
        var leader = _planes.Leader.ClientFor(UserIdentity.ApiServer);
        var made = _planes.System.Run(() => leader.CreateAsync(Objects.ConfigMap("a")));
        var stale = _planes.Store.Current;
        var newer = _planes.System.Run(() => leader.UpdateAsync(made with { Immutable = false }));
        var api = Deposed(stale);

        var patched = _planes.System.Run(() => api.PatchAsync(
            ApiKinds.Of<ConfigMap>(), made.Key, new(PatchType.Merge, "{}"u8.ToArray())));

        Assert.Equal(newer.Metadata.ResourceVersion, patched.Metadata.ResourceVersion);
    }

    [Fact]
    public void LeaderThatHasNotHeardOfItsOwnRow_RefusesNothingByWhatItStillShows()
    {
        var stale = _planes.Store.Current;
        var leader = _planes.Leader.ClientFor(UserIdentity.ApiServer);
        var made = _planes.System.Run(() => leader.CreateAsync(Objects.ConfigMap("a")));
        var api = Leading(stale);

        _planes.System.Run(async () => { await api.DeleteAsync<ConfigMap>(made.Key); });

        Assert.Empty(_planes.Wire.Sent);
        Assert.Null(_planes.Store.Current.Get("/registry/configmaps/default/a"));
    }

    [Fact]
    public void LeaderThatHasNotHeardOfItsOwnRow_AnswersNoUnchangedObjectByWhatItStillShows()
    {
        var leader = _planes.Leader.ClientFor(UserIdentity.ApiServer);
        var made = _planes.System.Run(() => leader.CreateAsync(Objects.ConfigMap("a")));
        var stale = _planes.Store.Current;
        var newer = _planes.System.Run(() => leader.UpdateAsync(made with { Immutable = false }));
        var api = Leading(stale);

        var patched = _planes.System.Run(() => api.PatchAsync(ApiKinds.Of<ConfigMap>(), made.Key, new(PatchType.Merge, "{}"u8.ToArray())));

        Assert.Equal(newer.Metadata.ResourceVersion, patched.Metadata.ResourceVersion);
    }

    [Fact]
    public void LeaderThatShowsAllThereIs_RefusesOnce()
    {
        var api = Leading(_planes.Store.Current);

        var refused = Assert.Throws<StatusException>(() => _planes.System.Run(
            async () => { await api.DeleteAsync<ConfigMap>(new("default", "never")); }));

        Assert.True(refused.IsNotFound);
    }

    /// <summary>A control plane that leads, and shows an old state until its store has asked the journal.</summary>
    private IApiClient Leading(StoreSnapshot shown) => Started(new StaleStore(_planes, shown) { KeepsItsLead = true });

    /// <summary>A control plane that takes itself for the leader, and shows an old state, until its store is asked
    /// anything.</summary>
    private IApiClient Deposed(StoreSnapshot shown) => Started(new StaleStore(_planes, shown));

    private IApiClient Started(StaleStore store)
    {
        var core = _planes.System.Run(() => ApiServerCore.StartAsync(
            new(_planes.System, store, new SimulatedServer.FakeNodes())
            {
                TreeName = "deposed",
                Forwarding = new ForwardingPorts(_planes.Wire) { Options = new() { Advertise = "deposed:6443" } },
            }));
        store.BeginToLead();
        return core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));
    }
}
