using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Policy.V1;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class EvictionVerbTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void RunningPod_IsToldWhy_AndBeginsToEnd()
    {
        _server.Create(Objects.Pod("p", node: "n1"));

        Assert.Equal(201, Evict("p", new DeleteOptions { GracePeriodSeconds = 7 }).Code);

        var pod = _server.Get<Pod>("default", "p");
        Assert.Equal(7, pod.Metadata.DeletionGracePeriodSeconds);
        var condition = pod.Status.Conditions.Single(c => c.Type == "DisruptionTarget");
        Assert.Equal(("True", "EvictionByEvictionAPI", "Eviction API: evicting"),
            (condition.Status, condition.Reason, condition.Message));
        Assert.NotNull(condition.LastTransitionTime);
    }

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void PodThatIsOver_IsRemoved(string phase)
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        _server.Run(api => api.UpdateStatusAsync(pod with { Status = pod.Status with { Phase = phase } }));
        Evict("p", null);
        Assert.False(_server.Exists<Pod>("default", "p"));
    }

    [Fact]
    public void PodWithoutANode_IsRemoved()
    {
        _server.Create(Objects.Pod("p"));
        Evict("p", null);
        Assert.False(_server.Exists<Pod>("default", "p"));
    }

    [Fact]
    public void Again_ShortensNothingAndSucceeds()
    {
        _server.Create(Objects.Pod("p", node: "n1"));
        Evict("p", null);
        var before = _server.Get<Pod>("default", "p");
        Assert.Equal(201, Evict("p", null).Code);
        Assert.Equal(before, _server.Get<Pod>("default", "p"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DryRun_ChangesNothing(bool inOptions)
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        var options = inOptions ? new DeleteOptions { DryRun = ["All"] } : null;
        Assert.Equal(201, Evict("p", options, new WriteOptions { DryRun = !inOptions }).Code);
        Assert.Equal(pod, _server.Get<Pod>("default", "p"));
    }

    [Fact]
    public void Revision_ThatIsThePods_Holds()
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        Evict("p", new DeleteOptions { Preconditions = new() { ResourceVersion = pod.Metadata.ResourceVersion } });
        Assert.NotNull(_server.Get<Pod>("default", "p").Metadata.DeletionTimestamp);
    }

    [Fact]
    public void Preconditions_ThatDoNotHold_AreConflicts()
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));

        var other = Refused("p", new DeleteOptions { Preconditions = new() { Uid = "u" } });
        var older = Refused("p", new DeleteOptions { Preconditions = new() { ResourceVersion = "1" } });

        Assert.Equal((409, 409), (other.Code, older.Code));
        Assert.Equal(
            "Operation cannot be fulfilled on Pod \"p\": precondition failed: UID in precondition: u, UID in object meta: "
            + pod.Metadata.Uid,
            other.Message);
        Assert.Equal(pod, _server.Get<Pod>("default", "p"));
    }

    [Theory]
    [InlineData(false, "p")]
    [InlineData(true, "p")]
    [InlineData(false, "q")]
    public void ByAnotherNode_IsRefusedAsAnEviction_WhateverElseIsWrong(bool isDryRun, string named)
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        var refused = Assert.Throws<StatusException>(() => Evict(
            "p", null, new WriteOptions { DryRun = isDryRun }, named, UserIdentity.Node("n2")));
        Assert.Equal(
            (403, "pods \"p\" is forbidden: node n2 can only evict pods with spec.nodeName set to itself"),
            (refused.Code, refused.Message));
        Assert.Equal(pod, _server.Get<Pod>("default", "p"));
    }

    [Fact]
    public void ByItsOwnNode_IsDone()
    {
        _server.Create(Objects.Pod("p", node: "n1"));
        Assert.Equal(201, Evict("p", null, user: UserIdentity.Node("n1")).Code);
        Assert.NotNull(_server.Get<Pod>("default", "p").Metadata.DeletionTimestamp);
    }

    [Fact]
    public void ByANode_OfNoPod_IsNotFound()
    {
        var missing = Assert.Throws<StatusException>(() => Evict("nobody", null, user: UserIdentity.Node("n1")));
        Assert.Equal((404, "pods \"nobody\" not found"), (missing.Code, missing.Message));
    }

    [Fact]
    public void InANamespaceThatGoesAway_IsDone()
    {
        _server.Create(Objects.Namespace("going"));
        _server.Create(Objects.Pod("p", "going", node: "n1"));
        _server.Run(async api => await api.DeleteAsync<Namespace>(new("", "going")));
        Assert.Equal(201, Evict("p", null, ns: "going").Code);
    }

    [Fact]
    public void NoPod_IsNotFound()
    {
        var missing = Refused("nobody", null);
        Assert.Equal((404, "pods \"nobody\" not found"), (missing.Code, missing.Message));
    }

    [Fact]
    public void NameOfAnother_IsRefused()
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        var refused = Assert.Throws<StatusException>(() => Evict("p", null, null, "q"));
        Assert.Equal((400, "name in URL does not match name in Eviction object"), (refused.Code, refused.Message));
        Assert.Equal(pod, _server.Get<Pod>("default", "p"));
    }

    [Fact]
    public void OptionsThatAreNone_AreRefusedBeforeThePodIsTouched()
    {
        var pod = _server.Create(Objects.Pod("p", node: "n1"));
        Assert.Equal(422, Refused("p", new DeleteOptions { PropagationPolicy = "Sideways" }).Code);
        Assert.Equal(pod, _server.Get<Pod>("default", "p"));
    }

    private StatusException Refused(string name, DeleteOptions? options) =>
        Assert.Throws<StatusException>(() => Evict(name, options));

    private ApiResult Evict(
        string name, DeleteOptions? options, WriteOptions? write = null, string? named = null,
        UserIdentity? user = null, string ns = "default")
    {
        var body = new Eviction
        {
            Metadata = new ObjectMeta { Name = named ?? name, Namespace = ns },
            DeleteOptions = options,
        };
        user ??= UserIdentity.Of("admin", UserIdentity.MastersGroup);
        return _server.Execute(new ApiRequest(user, RequestVerb.Create, ApiKinds.Of<Pod>())
        {
            Namespace = ns,
            Name = name,
            Subresource = "eviction",
            Write = write ?? WriteOptions.Default,
            Body = new TypedBody(body),
        });
    }
}
