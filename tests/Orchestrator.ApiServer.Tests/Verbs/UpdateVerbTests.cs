using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class UpdateVerbTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void OldRevision_IsConflict()
    {
        var first = _server.Create(Objects.ConfigMap("a"));
        _server.Run(api => api.UpdateAsync(first with { Data = ValueMap.Of(("key", "2")) }));

        var refused = _server.Refused(async api => await api.UpdateAsync(first with { Data = ValueMap.Of(("key", "3")) }));

        Assert.True(refused.IsConflict);
        Assert.Equal("2", _server.Get<ConfigMap>("default", "a").Data["key"]);
    }

    [Fact]
    public void NoRevision_ReplacesWhatIsThere()
    {
        _server.Create(Objects.ConfigMap("a"));

        var updated = _server.Run(api => api.UpdateAsync(Objects.ConfigMap("a", "2")));

        Assert.Equal("2", updated.Data["key"]);
    }

    [Fact]
    public void NothingChanged_KeepsRevision()
    {
        var first = _server.Create(Objects.ConfigMap("a"));
        var before = _server.Store.Current.Revision;

        var updated = _server.Run(api => api.UpdateAsync(first));

        Assert.Equal(first.Metadata.ResourceVersion, updated.Metadata.ResourceVersion);
        Assert.Equal(before, _server.Store.Current.Revision);
    }

    [Fact]
    public void OtherUid_IsConflict()
    {
        var first = _server.Create(Objects.ConfigMap("a"));
        var other = first with { Metadata = first.Metadata with { Uid = "another", ResourceVersion = null } };

        var refused = _server.Refused(async api => await api.UpdateAsync(other));

        Assert.Contains("Precondition failed: UID in precondition: another", refused.Message);
    }

    [Fact]
    public void Missing_IsNotFound_UnlessKindCreatesOnUpdate()
    {
        Assert.True(_server.Refused(async api => await api.UpdateAsync(Objects.ConfigMap("a"))).IsNotFound);
        var service = _server.Run(api => api.UpdateAsync(Objects.Service("s")));
        Assert.NotNull(service.Metadata.Uid);
    }

    [Fact]
    public void Status_ChangesOnlyStatus_AndObjectKeepsIt()
    {
        var created = _server.Create(Objects.Deployment("d"));
        var withStatus = created with
        {
            Spec = created.Spec with { Replicas = 9 },
            Status = created.Status with { Replicas = 3 },
        };

        _server.Run(api => api.UpdateStatusAsync(withStatus));
        var current = _server.Get<Deployment>("default", "d");
        Assert.Equal((1, 3), (current.Spec.Replicas, current.Status.Replicas));

        _server.Run(api => api.UpdateAsync(current with
        {
            Spec = current.Spec with { Replicas = 2 },
            Status = current.Status with { Replicas = 7 },
        }));
        current = _server.Get<Deployment>("default", "d");
        Assert.Equal((2, 3, 2L), (current.Spec.Replicas, current.Status.Replicas, current.Metadata.Generation));
    }

    [Theory]
    [InlineData(PatchType.Merge, """{"data":{"key":"new","more":"x"}}""")]
    [InlineData(PatchType.StrategicMerge, """{"data":{"key":"new","more":"x"}}""")]
    [InlineData(PatchType.Json, """[{"op":"replace","path":"/data/key","value":"new"},{"op":"add","path":"/data/more","value":"x"}]""")]
    public void Patch_ChangesWhatItNames(PatchType type, string patch)
    {
        _server.Create(Objects.ConfigMap("a"));

        var patched = _server.Run(api => api.PatchAsync<ConfigMap>(
            new("default", "a"), new Patch(type, Encoding.UTF8.GetBytes(patch))));

        Assert.Equal(("new", "x"), (patched.Data["key"], patched.Data["more"]));
    }

    [Fact]
    public void PatchWithOldRevision_IsConflict()
    {
        var created = _server.Create(Objects.ConfigMap("a"));
        _server.Run(api => api.UpdateAsync(Objects.ConfigMap("a", "2")));
        var patch = $$$"""{"metadata":{"resourceVersion":"{{{created.Metadata.ResourceVersion}}}"},"data":{"key":"3"}}""";

        var refused = _server.Refused(async api => await api.PatchAsync<ConfigMap>(
            new("default", "a"), new Patch(PatchType.Merge, Encoding.UTF8.GetBytes(patch))));

        Assert.True(refused.IsConflict);
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("""{"data":{"key":5}}""", 400)]
    [InlineData("""{"metadata":{"name":"b"}}""", 400)]
    public void BadPatch_IsRefusedAndChangesNothing(string patch, int code)
    {
        var before = _server.Create(Objects.ConfigMap("a"));

        var refused = _server.Refused(async api => await api.PatchAsync<ConfigMap>(
            new("default", "a"), new Patch(PatchType.Merge, Encoding.UTF8.GetBytes(patch))));

        Assert.Equal(code, refused.Code);
        Assert.Equal(before, _server.Get<ConfigMap>("default", "a"));
    }

    [Fact]
    public void RacingPatches_BothLand()
    {
        _server.Create(Objects.ConfigMap("a"));
        Patch Set(int i) => new(PatchType.Merge, Encoding.UTF8.GetBytes($$$"""{"data":{"k{{{i}}}":"v"}}"""));

        _server.System.Run(async () =>
        {
            var patches = Enumerable.Range(0, 4)
                .Select(i => _server.Admin.PatchAsync<ConfigMap>(new("default", "a"), Set(i)).AsTask());
            await Task.WhenAll(patches);
        });

        Assert.Equal(5, _server.Get<ConfigMap>("default", "a").Data.Count);
    }

    [Fact]
    public void Scale_ReadsAndSetsReplicas()
    {
        _server.Create(Objects.Deployment("d", 2));
        var kind = ApiKinds.Of<Deployment>();
        var request = new ApiRequest(UserIdentity.ApiServer, RequestVerb.Get, kind)
        {
            Namespace = "default",
            Name = "d",
            Subresource = "scale",
        };
        var scale = (Scale)((ObjectResult)_server.Execute(request)).Object;
        Assert.Equal((2, "app=d"), (scale.Spec.Replicas, scale.Status.Selector));

        _server.Execute(request with
        {
            Verb = RequestVerb.Update,
            Body = new TypedBody(scale with { Spec = scale.Spec with { Replicas = 5 } }),
        });

        var deployment = _server.Get<Deployment>("default", "d");
        Assert.Equal((5, 2L), (deployment.Spec.Replicas, deployment.Metadata.Generation));
    }

    [Fact]
    public void Binding_SetsNodeOnce()
    {
        _server.Create(Objects.Pod("p"));
        Binding To(string node) => new()
        {
            Metadata = new Api.Meta.V1.ObjectMeta { Name = "p", Namespace = "default" },
            Target = new ObjectReference { Kind = "Node", Name = node },
        };
        ValueTask Bind(IApiClient api, string node) =>
            api.PostAsync(ApiKinds.Of<Pod>(), new ObjectKey("default", "p"), "binding", To(node));

        _server.Run(api => Bind(api, "n1"));
        var refused = _server.Refused(api => Bind(api, "n2"));

        var pod = _server.Get<Pod>("default", "p");
        Assert.Equal("n1", pod.Spec.NodeName);
        Assert.Contains(pod.Status.Conditions, c => c is { Type: "PodScheduled", Status: "True" });
        Assert.Equal(
            "Operation cannot be fulfilled on pods \"p\": pod p is already assigned to node \"n1\"", refused.Message);
    }
}
