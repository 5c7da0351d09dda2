using System.Text;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using ApiNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class RemoteApiClientTests : IAsyncLifetime
{
    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();

    private RemoteApi _api = null!;

    public async Task InitializeAsync() => _api = await RemoteApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task EveryVerb_DoesAndAnswersWhatTheServerDoes()
    {
        var key = new ObjectKey("test", "a");
        var created = await _api.Remote.CreateAsync(ConfigMaps, Samples.ConfigMap("a"));
        Assert.Equal(await DirectAsync(key), Samples.Json(created));
        Assert.Equal(await DirectAsync(key), Samples.Json(await _api.Remote.GetAsync(ConfigMaps, key)));

        var updated = await _api.Remote.UpdateAsync(ConfigMaps, Samples.ConfigMap("a", "new"));
        Assert.Contains("\"new\"", await DirectAsync(key));
        Assert.Equal(await DirectAsync(key), Samples.Json(updated));

        foreach (var (type, patch) in new[]
        {
            (PatchType.Merge, """{"data":{"merge":"1"}}"""),
            (PatchType.StrategicMerge, """{"data":{"strategic":"2"}}"""),
            (PatchType.Json, """[{"op":"add","path":"/data/json","value":"3"}]"""),
        })
        {
            var patched = await _api.Remote.PatchAsync(ConfigMaps, key, new(type, Encoding.UTF8.GetBytes(patch)));
            Assert.Equal(await DirectAsync(key), Samples.Json(patched));
        }
        Assert.Contains("\"json\":\"3\"", await DirectAsync(key));
        Assert.Contains("\"strategic\":\"2\"", await DirectAsync(key));

        await _api.Remote.CreateAsync(
            ConfigMaps, Samples.ConfigMap("dry"),
            new() { DryRun = true, FieldManager = "me", FieldValidation = "Strict" });
        await Assert.ThrowsAsync<StatusException>(async () => await DirectAsync(new("test", "dry")));

        var deleted = await _api.Remote.DeleteAsync(
            ConfigMaps, key, new() { Preconditions = new() { Uid = created.Metadata.Uid } });
        Assert.Equal("a", deleted.Metadata.Name);
        var gone = await Assert.ThrowsAsync<StatusException>(async () => await _api.Remote.GetAsync(ConfigMaps, key));
        Assert.True(gone.IsNotFound);
    }

    [Fact]
    public async Task Subresources_SendAndAnswerTheirOwnKinds()
    {
        var pods = ApiKinds.Of<Pod>();
        var nodes = ApiKinds.Of<ApiNode>();
        await _api.Remote.CreateAsync(nodes, new ApiNode { Metadata = new() { Name = "n" } });
        var pod = (Pod)await _api.Remote.CreateAsync(pods, Samples.Pod("p"));
        await _api.Remote.PostAsync(pods, pod.Key, "binding", new Binding
        {
            Metadata = new() { Name = "p", Namespace = "test" },
            Target = new ObjectReference { Kind = "Node", Name = "n" },
        });
        var bound = (Pod)await _api.Direct.GetAsync(pods, pod.Key);
        Assert.Equal("n", bound.Spec.NodeName);

        var running = await _api.Remote.UpdateAsync(
            pods, bound with { Status = bound.Status with { Phase = "Running" } }, "status");
        Assert.Equal("Running", ((Pod)running).Status.Phase);
        Assert.Equal("Running", ((Pod)await _api.Direct.GetAsync(pods, pod.Key)).Status.Phase);
    }

    [Fact]
    public async Task ListsAndCollections_SelectAsAtTheServer()
    {
        for (var i = 0; i < 7; i++)
            await _api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap($"c{i}"));
        var query = new ListQuery { Namespace = "test", Limit = 3 };
        var first = await _api.Remote.ListAsync(ConfigMaps, query);
        var same = await _api.Direct.ListAsync(ConfigMaps, query);
        Assert.Equal(same.Items.Select(Samples.Json), first.Items.Select(Samples.Json));
        Assert.Equal(
            (same.ResourceVersion, same.RemainingItemCount), (first.ResourceVersion, first.RemainingItemCount));
        var rest = await _api.Remote.ListAsync(ConfigMaps, query with { Continue = first.Continue, Limit = 0 });
        Assert.Equal(["c3", "c4", "c5", "c6"], rest.Items.Select(item => item.Metadata.Name));
        Assert.Null(rest.Continue);
        Assert.Empty((await _api.Remote.ListAsync(ConfigMaps, new() { Namespace = "none" })).Items);

        await _api.Remote.DeleteCollectionAsync(
            ConfigMaps, new() { Namespace = "test", FieldSelector = "metadata.name=c3" });
        var left = await _api.Direct.ListAsync(ConfigMaps, new() { Namespace = "test" });
        Assert.Equal(["c0", "c1", "c2", "c4", "c5", "c6"], left.Items.Select(item => item.Metadata.Name));
        Assert.Equal(
            (await _api.Direct.DiscoverAsync()).Select(kind => kind.Gvk),
            (await _api.Remote.DiscoverAsync()).Select(kind => kind.Gvk));
    }

    [Fact]
    public async Task Refusal_ComesWithTheWholeStatus()
    {
        var bad = Samples.ConfigMap("Not A Name");
        var direct = await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Direct.CreateAsync(ConfigMaps, bad));
        var remote = await Assert.ThrowsAsync<StatusException>(
            async () => await _api.Remote.CreateAsync(ConfigMaps, bad));
        Assert.NotEmpty(direct.Status.Details!.Causes);
        Assert.Equal(
            Encoding.UTF8.GetString(JsonCodec.Write(direct.Status)),
            Encoding.UTF8.GetString(JsonCodec.Write(remote.Status)));
        Assert.Equal(422, remote.Code);
    }

    [Fact]
    public async Task Caller_IsWhoTheClientSaysItIs()
    {
        var nobody = _api.As(new UserIdentity("eve", [UserIdentity.AuthenticatedGroup])
        {
            Uid = "7",
            Extra = Api.Values.ValueMap.Of<Api.Values.ValueList<string>>(("scope", ["a", "b"])),
        });
        var refused = await Assert.ThrowsAsync<StatusException>(
            async () => await nobody.ListAsync(ApiKinds.Of<Secret>(), ListQuery.All));
        Assert.Equal(403, refused.Code);
        Assert.Contains("eve", refused.Message);
    }

    [Fact]
    public async Task StaleLeaderToken_IsRefusedAtTheServer()
    {
        var lease = await _api.Direct.CreateAsync(new Lease
        {
            Metadata = new() { Name = "l", Namespace = "test" },
            Spec = new() { HolderIdentity = "me", LeaseTransitions = 1 },
        });
        var token = LeaderToken.Of(lease);
        await _api.Remote.WithLeader(token).CreateAsync(ConfigMaps, Samples.ConfigMap("mine"));
        var stale = _api.Remote.WithLeader(token with { Transitions = 0 });
        var refused = await Assert.ThrowsAsync<StatusException>(
            async () => await stale.CreateAsync(ConfigMaps, Samples.ConfigMap("late")));
        Assert.True(refused.IsLeadershipEnded);
    }

    [Fact]
    public async Task WatchEvents_AreThoseOfTheClientBesideTheServer()
    {
        await _api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap("before"));
        var query = new WatchQuery { Namespace = "test", AllowBookmarks = true, SendInitialEvents = true };
        await using var remote = await _api.Remote.WatchAsync(ConfigMaps, query);
        await using var direct = await _api.Direct.WatchAsync(ConfigMaps, query);
        for (var i = 0; i < 200; i++)
        {
            await _api.Remote.CreateAsync(ConfigMaps, Samples.ConfigMap($"c{i}"));
            if (i % 2 == 0)
                await _api.Remote.UpdateAsync(ConfigMaps, Samples.ConfigMap($"c{i}", "second"));
            if (i % 3 == 0)
                await _api.Remote.DeleteAsync(ConfigMaps, new("test", $"c{i}"));
        }
        // One object that is there, one bookmark at the end of those, then 200 + 100 + 67 changes.
        var expected = await Samples.TakeAsync(direct, 369);
        Assert.Equal(expected, await Samples.TakeAsync(remote, 369));
        Assert.Contains(expected, told => told.StartsWith("Bookmark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_OfAnImpossibleRevision_FailsAsAtTheServer()
    {
        var query = new WatchQuery { ResourceVersion = "soon" };
        Exception? direct = await Record.ExceptionAsync(async () => await OpenAndReadAsync(_api.Direct, query));
        Exception? remote = await Record.ExceptionAsync(async () => await OpenAndReadAsync(_api.Remote, query));
        Assert.Equal(Assert.IsType<StatusException>(direct).Code, Assert.IsType<StatusException>(remote).Code);
    }

    [Fact]
    public async Task Watch_WhoseTimeIsOver_EndsInOrder()
    {
        await using var watch = await _api.Remote.WatchAsync(
            ConfigMaps, new() { ResourceVersion = await RevisionAsync(), Timeout = TimeSpan.FromSeconds(1) });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Empty(await watch.NextAsync(limit.Token));
        Assert.Empty(await watch.NextAsync(limit.Token));
    }

    [Fact]
    public async Task ThreeMebibytes_PassBothWaysInChunks()
    {
        var large = new string('x', 3 * 1024 * 1024);
        var pods = ApiKinds.Of<Pod>();
        var pod = Samples.Pod("large");
        var created = (Pod)await _api.Remote.CreateAsync(
            pods, pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Args = [large] }] } });
        Assert.Equal(large, created.Spec.Containers[0].Args[0]);
        var read = (Pod)await _api.Remote.GetAsync(pods, created.Key);
        Assert.Equal(large, read.Spec.Containers[0].Args[0]);
    }

    [Fact]
    public async Task ObjectLargerThanAllowed_IsRefusedBeforeAnythingIsSent()
    {
        var refused = await Assert.ThrowsAsync<StatusException>(async () => await _api.Remote.CreateAsync(
            ConfigMaps, Samples.ConfigMap("huge", new string('x', RemoteApi.Quick.ObjectBytesMax))));
        Assert.Equal(413, refused.Code);
    }

    private async Task<string> DirectAsync(ObjectKey key) => Samples.Json(await _api.Direct.GetAsync(ConfigMaps, key));

    private async Task<string> RevisionAsync() =>
        (await _api.Direct.ListAsync(ConfigMaps, ListQuery.All)).ResourceVersion;

    private static async Task OpenAndReadAsync(IApiClient api, WatchQuery query)
    {
        await using var watch = await api.WatchAsync(ConfigMaps, query);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await watch.NextAsync(limit.Token);
    }
}
