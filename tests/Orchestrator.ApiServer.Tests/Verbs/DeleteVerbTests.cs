using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class DeleteVerbTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void PlainObject_IsRemoved()
    {
        _server.Create(Objects.ConfigMap("a"));

        _server.Run(async api => await api.DeleteAsync<ConfigMap>(new("default", "a")));

        Assert.False(_server.Exists<ConfigMap>("default", "a"));
    }

    [Fact]
    public void UnscheduledPod_IsRemovedAtOnce()
    {
        _server.Create(Objects.Pod("p"));
        _server.Run(async api => await api.DeleteAsync<Pod>(new("default", "p")));
        Assert.False(_server.Exists<Pod>("default", "p"));
    }

    [Fact]
    public void BoundPod_WaitsForItsNode_WhichEndsItWithGraceZero()
    {
        _server.Create(Objects.Pod("p", node: "n1"));

        var marked = _server.Run(api => api.DeleteAsync<Pod>(new("default", "p")));
        Assert.Equal(30, marked.Metadata.DeletionGracePeriodSeconds);
        Assert.Equal(
            _server.System.Time.GetUtcNow().ToUnixTimeSeconds() + 30,
            marked.Metadata.DeletionTimestamp!.Value.Moment.ToUnixTimeSeconds());

        var again = _server.Run(api => api.DeleteAsync<Pod>(new("default", "p")));
        Assert.Equal(marked.Metadata.ResourceVersion, again.Metadata.ResourceVersion);

        var shorter = _server.Run(api => api.DeleteAsync<Pod>(
            new("default", "p"), new DeleteOptions { GracePeriodSeconds = 5 }));
        Assert.Equal(5, shorter.Metadata.DeletionGracePeriodSeconds);

        _server.Run(async api => await api.DeleteAsync<Pod>(
            new("default", "p"), new DeleteOptions { GracePeriodSeconds = 0 }));
        Assert.False(_server.Exists<Pod>("default", "p"));
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public void Propagation_LeavesFinalizerForTheCollector(string policy, string finalizer)
    {
        _server.Create(Objects.ConfigMap("a"));

        _server.Run(async api => await api.DeleteAsync<ConfigMap>(
            new("default", "a"), new DeleteOptions { PropagationPolicy = policy }));

        var marked = _server.Get<ConfigMap>("default", "a");
        Assert.Equal([finalizer], marked.Metadata.Finalizers);
        Assert.NotNull(marked.Metadata.DeletionTimestamp);

        _server.Run(async api => await api.UpdateAsync(
            marked with { Metadata = marked.Metadata with { Finalizers = [] } }));
        Assert.False(_server.Exists<ConfigMap>("default", "a"));
    }

    [Fact]
    public void Finalizers_KeepTheObject_UntilTheLastIsGone()
    {
        var value = Objects.ConfigMap("a");
        _server.Create(value with { Metadata = value.Metadata with { Finalizers = ["example.com/x", "example.com/y"] } });
        _server.Run(async api => await api.DeleteAsync<ConfigMap>(new("default", "a")));

        var marked = _server.Get<ConfigMap>("default", "a");
        var one = _server.Run(api => api.UpdateAsync(
            marked with { Metadata = marked.Metadata with { Finalizers = ["example.com/y"] } }));
        Assert.True(_server.Exists<ConfigMap>("default", "a"));
        _server.Run(async api => await api.UpdateAsync(one with { Metadata = one.Metadata with { Finalizers = [] } }));

        Assert.False(_server.Exists<ConfigMap>("default", "a"));
    }

    [Fact]
    public void WrongPreconditions_AreConflicts()
    {
        _server.Create(Objects.ConfigMap("a"));
        DeleteOptions Expecting(Preconditions preconditions) => new() { Preconditions = preconditions };

        var uid = _server.Refused(async api => await api.DeleteAsync<ConfigMap>(
            new("default", "a"), Expecting(new Preconditions { Uid = "other" })));
        var revision = _server.Refused(async api => await api.DeleteAsync<ConfigMap>(
            new("default", "a"), Expecting(new Preconditions { ResourceVersion = "1" })));

        Assert.Contains("the UID in the precondition (other) does not match", uid.Message);
        Assert.Contains("the ResourceVersion in the precondition (1) does not match", revision.Message);
        Assert.True(_server.Exists<ConfigMap>("default", "a"));
    }

    [Fact]
    public void Namespace_GoesInTwoPhases()
    {
        _server.Create(Objects.Namespace("a"));

        _server.Run(async api => await api.DeleteAsync<Namespace>(new("", "a")));
        var marked = _server.Get<Namespace>("", "a");
        Assert.Equal("Terminating", marked.Status.Phase);
        _server.Run(async api => await api.DeleteAsync<Namespace>(new("", "a")));
        Assert.True(_server.Exists<Namespace>("", "a"));

        _server.Run(async api => await api.UpdateAsync(
            ApiKinds.Of<Namespace>(), marked with { Spec = marked.Spec with { Finalizers = [] } }, "finalize"));
        Assert.False(_server.Exists<Namespace>("", "a"));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    public void SystemNamespace_IsNotDeleted(string name)
    {
        var refused = _server.Refused(async api => await api.DeleteAsync<Namespace>(new("", name)));
        Assert.Equal($"namespaces \"{name}\" is forbidden: this namespace may not be deleted", refused.Message);
    }

    [Fact]
    public void DryRun_RemovesNothing()
    {
        _server.Create(Objects.ConfigMap("a"));
        _server.Run(async api => await api.DeleteAsync<ConfigMap>(
            new("default", "a"), new DeleteOptions { DryRun = ["All"] }));
        Assert.True(_server.Exists<ConfigMap>("default", "a"));
    }

    [Fact]
    public void Collection_DeletesWhatTheSelectorSelects()
    {
        for (var i = 0; i < 4; i++)
        {
            var value = Objects.ConfigMap($"c{i}");
            var labels = Api.Values.ValueMap.Of(("even", i % 2 == 0 ? "yes" : "no"));
            _server.Create(value with { Metadata = value.Metadata with { Labels = labels } });
        }

        _server.Run(api => api.DeleteCollectionAsync(
            ApiKinds.Of<ConfigMap>(), new ListQuery { Namespace = "default", LabelSelector = "even=yes" }));

        var left = _server.Run(api => api.ListAsync<ConfigMap>(new ListQuery { Namespace = "default" })).Items;
        Assert.Equal(["c1", "c3"], left.Select(c => c.Metadata.Name));
    }

    [Fact]
    public void UnknownPolicy_IsInvalid()
    {
        _server.Create(Objects.ConfigMap("a"));
        var refused = _server.Refused(async api => await api.DeleteAsync<ConfigMap>(
            new("default", "a"), new DeleteOptions { PropagationPolicy = "Sideways" }));
        Assert.Equal(422, refused.Code);
    }
}
