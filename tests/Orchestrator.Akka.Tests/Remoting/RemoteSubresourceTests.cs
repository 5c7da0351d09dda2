using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Authentication.V1;
using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Policy.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Subresources of their own kinds, questions that are never stored, and leaders' writes, each compared with
/// the client beside the server.</summary>
public sealed class RemoteSubresourceTests : IAsyncLifetime
{
    private static readonly KindDefinition Deployments = ApiKinds.Of<Deployment>();
    private static readonly KindDefinition Pods = ApiKinds.Of<Pod>();
    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();

    private RemoteApi _api = null!;

    public async Task InitializeAsync() => _api = await RemoteApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Scale_IsUpdatedAndPatched_AndAnswersAScale()
    {
        var made = await _api.Remote.CreateAsync(Deployments, Deployment("web"));
        var updated = Assert.IsType<Scale>(await _api.Remote.UpdateAsync(
            Deployments,
            new Scale { Metadata = new() { Namespace = "test", Name = "web" }, Spec = new() { Replicas = 5 } },
            "scale"));
        Assert.Equal(5, updated.Spec.Replicas);
        Assert.Equal(5, await ReplicasAsync(made.Key));
        foreach (var (type, patch, replicas) in new[]
        {
            (PatchType.Merge, """{"spec":{"replicas":6}}""", 6),
            (PatchType.StrategicMerge, """{"spec":{"replicas":7}}""", 7),
            (PatchType.Json, """[{"op":"replace","path":"/spec/replicas","value":8}]""", 8),
        })
        {
            var patched = Assert.IsType<Scale>(await _api.Remote.PatchAsync(
                Deployments, made.Key, new(type, Encoding.UTF8.GetBytes(patch)), "scale"));
            Assert.Equal(replicas, patched.Spec.Replicas);
            Assert.Equal(replicas, await ReplicasAsync(made.Key));
        }
        var stale = await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Remote.UpdateAsync(Deployments, updated, "scale"));
        Assert.True(stale.IsConflict);
        var negative = await Assert.ThrowsAsync<StatusException>(async () => await _api.Remote.PatchAsync(
            Deployments, made.Key, new(PatchType.Merge, """{"spec":{"replicas":-1}}"""u8.ToArray()), "scale"));
        Assert.Equal(422, negative.Code);
        Assert.Equal(8, await ReplicasAsync(made.Key));
    }

    [Fact]
    public async Task Eviction_EndsThePod_AndIsRefusedAsAtTheServer()
    {
        var pod = await _api.Remote.CreateAsync(Pods, Samples.Pod("p"));
        Eviction Evict(string name) => new() { Metadata = new() { Namespace = "test", Name = name } };
        var other = await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Remote.PostAsync(Pods, pod.Key, "eviction", Evict("q")));
        Assert.Equal((400, "name in URL does not match name in Eviction object"), (other.Code, other.Message));
        var wrong = Evict("p") with { DeleteOptions = new() { Preconditions = new() { Uid = "another" } } };
        await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Remote.PostAsync(Pods, pod.Key, "eviction", wrong));
        Assert.NotNull(await _api.Direct.GetAsync(Pods, pod.Key));
        await _api.Remote.PostAsync(Pods, pod.Key, "eviction", Evict("p"));
        var gone = await Assert.ThrowsAsync<StatusException>(async () => await _api.Direct.GetAsync(Pods, pod.Key));
        Assert.True(gone.IsNotFound);
    }

    [Fact]
    public async Task Reviews_AreAnsweredAndNotStored()
    {
        var jane = _api.As(UserIdentity.Of("jane", "devs"));
        var self = (SelfSubjectReview)await jane.CreateAsync(ApiKinds.Of<SelfSubjectReview>(), new SelfSubjectReview());
        Assert.Equal(
            ("jane", "devs,system:authenticated"),
            (self.Status.UserInfo.Username, string.Join(',', self.Status.UserInfo.Groups)));

        var asked = new ResourceAttributes
        {
            Verb = "create",
            Resource = "pods",
            Subresource = "binding",
            Namespace = "test",
        };
        foreach (var (user, allowed) in new[] { ("system:kube-scheduler", true), ("jane", false) })
        {
            var review = new SubjectAccessReview { Spec = new() { User = user, ResourceAttributes = asked } };
            var kind = ApiKinds.Of<SubjectAccessReview>();
            var answer = (SubjectAccessReview)await _api.Remote.CreateAsync(kind, review);
            Assert.Equal(allowed, answer.Status.Allowed);
            Assert.Equal(Samples.Json(await _api.Direct.CreateAsync(kind, review)), Samples.Json(answer));
        }
        var own = new SelfSubjectAccessReview { Spec = new() { ResourceAttributes = asked } };
        Assert.False((await jane.CreateAsync(own)).Status.Allowed);
        Assert.True((await _api.Remote.CreateAsync(own)).Status.Allowed);

        var token = (TokenReview)await _api.Remote.CreateAsync(
            ApiKinds.Of<TokenReview>(), new TokenReview { Spec = new() { Token = "abcdef.0123456789abcdef" } });
        Assert.False(token.Status.Authenticated);

        var listed = await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Remote.ListAsync(ApiKinds.Of<SubjectAccessReview>(), ListQuery.All));
        Assert.Equal(405, listed.Code);
    }

    [Fact]
    public async Task DeleteCollection_HeedsOptionsAndSelector()
    {
        foreach (var (name, team) in new[] { ("a", "red"), ("b", "red"), ("c", "blue") })
        {
            var map = Samples.ConfigMap(name);
            await _api.Direct.CreateAsync(
                ConfigMaps, map with { Metadata = map.Metadata with { Labels = ValueMap.Of(("team", team)) } });
        }
        var reds = new ListQuery { Namespace = "test", LabelSelector = "team=red" };
        await _api.Remote.DeleteCollectionAsync(ConfigMaps, reds, new DeleteOptions { DryRun = ["All"] });
        Assert.Equal(["a", "b", "c"], await NamesAsync());
        var refused = await Assert.ThrowsAsync<StatusException>(async () => await _api.Remote.DeleteCollectionAsync(
            ConfigMaps, reds, new DeleteOptions { PropagationPolicy = "Sideways" }));
        Assert.Equal(422, refused.Code);
        await _api.Remote.DeleteCollectionAsync(ConfigMaps, reds);
        Assert.Equal(["c"], await NamesAsync());
    }

    [Fact]
    public async Task LeaderToken_TravelsWithEveryWrite_AndIsRefusedOnceTheLeaseHasPassedOn()
    {
        var lease = await _api.Direct.CreateAsync(new Lease
        {
            Metadata = new() { Name = "l", Namespace = "test" },
            Spec = new() { HolderIdentity = "me", LeaseTransitions = 1 },
        });
        var deployment = await _api.Direct.CreateAsync(Deployments, Deployment("web"));
        var pod = (Pod)await _api.Direct.CreateAsync(Pods, Samples.Pod("p"));
        await _api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap("map"));
        var leader = _api.Remote.WithLeader(LeaderToken.Of(lease));
        await _api.Direct.UpdateAsync(
            lease with { Spec = lease.Spec with { HolderIdentity = "you", LeaseTransitions = 2 } });
        var before = await RevisionAsync();
        foreach (var (verb, write) in new (string, Func<Task>)[]
        {
            ("create", async () => await leader.CreateAsync(ConfigMaps, Samples.ConfigMap("late"))),
            ("update", async () => await leader.UpdateAsync(ConfigMaps, Samples.ConfigMap("map", "late"))),
            ("status", async () => await leader.UpdateAsync(
                Pods, pod with { Status = pod.Status with { Phase = "Failed" } }, "status")),
            ("patch", async () => await leader.PatchAsync(
                ConfigMaps, new("test", "map"), Merge("""{"data":{"a":"b"}}"""))),
            ("scale", async () => await leader.PatchAsync(
                Deployments, deployment.Key, Merge("""{"spec":{"replicas":9}}"""), "scale")),
            ("delete", async () => await leader.DeleteAsync(ConfigMaps, new("test", "map"))),
            ("deletecollection", async () => await leader.DeleteCollectionAsync(
                ConfigMaps, new() { Namespace = "test" })),
            ("binding", async () => await leader.PostAsync(
                Pods, pod.Key, "binding",
                new Binding { Metadata = new() { Name = "p" }, Target = new() { Kind = "Node", Name = "n" } })),
            ("eviction", async () => await leader.PostAsync(
                Pods, pod.Key, "eviction", new Eviction { Metadata = new() { Name = "p", Namespace = "test" } })),
        })
        {
            var refused = await Record.ExceptionAsync(write);
            Assert.True(refused is StatusException { IsLeadershipEnded: true }, $"{verb}: {refused}");
        }
        Assert.Equal(before, await RevisionAsync());
        // Reads are as before.
        await leader.ListAsync(ConfigMaps, ListQuery.All);
    }

    private static Patch Merge(string json) => new(PatchType.Merge, Encoding.UTF8.GetBytes(json));

    private async Task<int?> ReplicasAsync(ObjectKey key) =>
        ((Deployment)await _api.Direct.GetAsync(Deployments, key)).Spec!.Replicas;

    private async Task<string[]> NamesAsync() =>
        [.. (await _api.Direct.ListAsync(ConfigMaps, new() { Namespace = "test" })).Items.Select(
            item => item.Metadata.Name!)];

    private async Task<string> RevisionAsync() =>
        (await _api.Direct.ListAsync(ConfigMaps, ListQuery.All)).ResourceVersion;

    private static Deployment Deployment(string name) => new()
    {
        Metadata = new() { Name = name, Namespace = "test" },
        Spec = new DeploymentSpec
        {
            Replicas = 1,
            Selector = new LabelSelector { MatchLabels = ValueMap.Of(("app", name)) },
            Template = new PodTemplateSpec
            {
                ObjectMeta = new() { Labels = ValueMap.Of(("app", name)) },
                Spec = new PodSpec { Containers = [new Container { Name = "main", Image = "app:1" }] },
            },
        },
    };
}
