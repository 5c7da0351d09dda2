using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Writing;

/// <summary>Every verb that writes, under the token of a leader who leads and of one who does not any more.</summary>
public class LeaderTokenTests
{
    private static readonly KindDefinition Maps = ApiKinds.Of<ConfigMap>();
    private static readonly Patch Labelled = new(PatchType.Merge, """{"metadata":{"labels":{"a":"b"}}}"""u8.ToArray());
    private static readonly Patch Scaled = new(PatchType.Merge, """{"spec":{"replicas":7}}"""u8.ToArray());

    private static readonly Dictionary<string, Func<IApiClient, ValueTask>> Writes = new(StringComparer.Ordinal)
    {
        ["create"] = async api => await api.CreateAsync(Objects.ConfigMap("new")),
        ["update"] = async api => await api.UpdateAsync(Objects.ConfigMap("map", "changed")),
        ["update that creates"] = async api => await api.UpdateAsync(new Lease { Metadata = new() { Namespace = "default", Name = "new" } }),
        ["patch"] = async api => await api.PatchAsync<ConfigMap>(new("default", "map"), Labelled),
        ["delete"] = async api => await api.DeleteAsync<ConfigMap>(new("default", "map")),
        ["graceful delete"] = async api => await api.DeleteAsync<Pod>(new("default", "bound")),
        ["delete collection"] = api => api.DeleteCollectionAsync(Maps, new ListQuery { Namespace = "default" }),
        ["update status"] = async api => await api.UpdateStatusAsync(
            Objects.Pod("pod") with { Status = new PodStatus { Phase = "Running" } }),
        ["patch status"] = async api => await api.PatchAsync<Pod>(
            new("default", "pod"), new(PatchType.Merge, """{"status":{"phase":"Failed"}}"""u8.ToArray()), "status"),
        ["bind"] = api => api.PostAsync(
            ApiKinds.Of<Pod>(), new("default", "pod"), "binding", new Binding { Target = new() { Name = "n1" } }),
        ["scale"] = async api => await api.PatchAsync(
            ApiKinds.Of<Deployment>(), new("default", "deployment"), Scaled, "scale"),
        ["update scale"] = async api => await api.UpdateAsync(
            ApiKinds.Of<Deployment>(),
            new Scale { Metadata = new() { Namespace = "default", Name = "deployment" }, Spec = new() { Replicas = 5 } },
            "scale"),
        ["finalize"] = async api => await api.UpdateAsync(
            ApiKinds.Of<Namespace>(), Objects.Namespace("team"), "finalize"),
        ["event"] = async api => await api.CreateAsync(new Event
        {
            Metadata = new() { Namespace = "default", Name = "said" },
            InvolvedObject = new() { Namespace = "default", Kind = "Pod", Name = "pod" },
        }),
    };

    private readonly SimulatedServer _server = new();

    public static TheoryData<string> Verbs => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void LeaseHasPassedOn_NothingIsWritten(string verb)
    {
        var token = Populate();
        PassOn();
        var before = _server.Store.Current.Revision;

        var refusal = _server.Refused(api => Writes[verb](api.WithLeader(token)));

        Assert.True(refusal.IsConflict && refusal.IsLeadershipEnded, refusal.Message);
        Assert.EndsWith("this leader's lease kube-system/c has passed on; it must stop writing", refusal.Message);
        Assert.Equal(before, _server.Store.Current.Revision);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void LeaseIsHeld_ItIsWritten(string verb)
    {
        var token = Populate();
        var before = _server.Store.Current.Revision;

        _server.Run(api => Writes[verb](api.WithLeader(token)));

        Assert.NotEqual(before, _server.Store.Current.Revision);
    }

    [Fact]
    public void LeaseIsDeletedAndMadeAgain_IsAnother()
    {
        var token = Populate();
        _server.Run(async api => await api.DeleteAsync<Lease>(new("kube-system", "c")));
        _server.Create(Held("me"));

        Assert.True(_server.Refused(api => Writes["create"](api.WithLeader(token))).IsLeadershipEnded);
    }

    [Fact]
    public void FencedService_HoldsNoAddress()
    {
        var token = Populate();
        PassOn();
        for (var i = 0; i < 3; i++)
        {
            _server.Refused(async api => await api.WithLeader(token).CreateAsync(Objects.Service("s") with
            {
                Spec = Objects.Service("s").Spec with { ClusterIP = "10.96.0.77" },
            }));
        }

        Assert.Equal("10.96.0.77", _server.Create(Objects.Service("s") with
        {
            Spec = Objects.Service("s").Spec with { ClusterIP = "10.96.0.77" },
        }).Spec.ClusterIP);
    }

    private static Lease Held(string holder) => new()
    {
        Metadata = new() { Namespace = "kube-system", Name = "c" },
        Spec = new() { HolderIdentity = holder, LeaseTransitions = 4, LeaseDurationSeconds = 15 },
    };

    private LeaderToken Populate()
    {
        _server.Create(Objects.ConfigMap("map"));
        _server.Create(Objects.Pod("pod"));
        _server.Create(Objects.Pod("bound", node: "n1"));
        _server.Create(Objects.Deployment("deployment"));
        _server.Create(Objects.Namespace("team"));
        return LeaderToken.Of(_server.Create(Held("me")));
    }

    private void PassOn()
    {
        var lease = _server.Get<Lease>("kube-system", "c");
        _server.Run(async api => await api.UpdateAsync(
            lease with { Spec = lease.Spec with { HolderIdentity = "other", LeaseTransitions = 5 } }));
    }
}
