using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Values;

namespace Orchestrator.Client.Tests.Http;

public class HttpApiClientTests(ApiOverHttp server) : IClassFixture<ApiOverHttp>
{
    [Fact]
    public async Task Object_LivesThroughItsVerbs()
    {
        var api = server.Admin;
        var created = await api.CreateAsync(Map("life", "1"));
        Assert.NotEmpty(created.Uid);
        var updated = await api.UpdateAsync(created with { Data = ValueMap.Of(("key", "2")) });
        Assert.Equal(updated, await api.GetAsync<ConfigMap>(created.Key));
        var patch = new Patch(PatchType.Merge, """{"data":{"other":"3"}}"""u8.ToArray());
        var patched = await api.PatchAsync<ConfigMap>(created.Key, patch);
        Assert.Equal(ValueMap.Of(("key", "2"), ("other", "3")), patched.Data);
        var deleted = await api.DeleteAsync<ConfigMap>(
            created.Key, new DeleteOptions { Preconditions = new Preconditions { Uid = created.Uid } });
        Assert.Equal((created.Key, created.Uid), (deleted.Key, deleted.Uid));
        var gone = await RefusedAsync(() => api.GetAsync<ConfigMap>(created.Key));
        Assert.True(gone.IsNotFound);
        Assert.Equal("configmaps \"life\" not found", gone.Message);
    }

    [Fact]
    public async Task ScaleSubresource_AnswersAScale()
    {
        var made = await server.Admin.CreateAsync(Deployment("scaled", "sleep"));
        var patch = new Patch(PatchType.Merge, """{"spec":{"replicas":5}}"""u8.ToArray());
        var kind = ApiKinds.Of<Deployment>();
        var scale = await server.Admin.PatchAsync(kind, made.Key, patch, "scale");
        Assert.Equal("Scale", scale.Gvk.Kind);
        Assert.Equal(5, (await server.Admin.GetAsync<Deployment>(made.Key)).Spec!.Replicas);
    }

    [Fact]
    public async Task StaleUpdate_IsAConflict()
    {
        var created = await server.Admin.CreateAsync(Map("stale", "1"));
        await server.Admin.UpdateAsync(created with { Data = ValueMap.Of(("key", "2")) });
        var refusal = await RefusedAsync(() => server.Admin.UpdateAsync(created));
        Assert.True(refusal.IsConflict);
    }

    [Fact]
    public async Task LeaderToken_TravelsWithEveryWrite()
    {
        await server.NamespaceAsync("led");
        var held = await server.Admin.CreateAsync(new Lease
        {
            Metadata = new() { Namespace = "led", Name = "c" },
            Spec = new() { HolderIdentity = "me; of=host/é", LeaseDurationSeconds = 15 },
        });
        var led = server.Admin.WithLeader(LeaderToken.Of(held));
        await led.CreateAsync(Map("kept", "1", "led"));
        await server.Admin.UpdateAsync(held with { Spec = held.Spec with { HolderIdentity = "other" } });

        var key = new ObjectKey("led", "kept");
        var pods = ApiKinds.Of<Pod>();
        await server.Admin.CreateAsync(new Pod
        {
            Metadata = new() { Namespace = "led", Name = "unbound" },
            Spec = new() { Containers = [new() { Name = "c", Image = "i" }] },
        });
        var binding = new Binding { Target = new() { Name = "n" } };
        var merge = new Patch(PatchType.Merge, """{"data":{"key":"2"}}"""u8.ToArray());
        Func<Task>[] writes =
        [
            async () => await led.CreateAsync(Map("more", "1", "led")),
            async () => await led.UpdateAsync(Map("kept", "2", "led")),
            async () => await led.PatchAsync<ConfigMap>(key, merge),
            async () => await led.DeleteAsync<ConfigMap>(key),
            async () => await led.PostAsync(pods, new("led", "unbound"), "binding", binding),
            async () => await led.DeleteCollectionAsync(ApiKinds.Of<ConfigMap>(), new() { Namespace = "led" }),
        ];
        foreach (var write in writes)
            Assert.True((await Assert.ThrowsAsync<StatusException>(write)).IsLeadershipEnded);
        Assert.Equal(ValueMap.Of(("key", "1")), (await led.GetAsync<ConfigMap>(key)).Data);
    }

    [Fact]
    public async Task DryRun_ChangesNothing()
    {
        var map = Map("dry", "1");
        await server.Admin.CreateAsync(ApiKinds.Of<ConfigMap>(), map, new WriteOptions { DryRun = true });
        Assert.True((await RefusedAsync(() => server.Admin.GetAsync<ConfigMap>(map.Key))).IsNotFound);
    }

    [Fact]
    public async Task Collection_IsDeletedAsSelected()
    {
        await server.NamespaceAsync("collection");
        foreach (var name in (string[])["a", "b", "c"])
            await server.Admin.CreateAsync(Map(name, name, "collection"));
        var query = new ListQuery { Namespace = "collection", FieldSelector = "metadata.name!=b" };
        await server.Admin.DeleteCollectionAsync(ApiKinds.Of<ConfigMap>(), query);
        var left = await server.Admin.ListAsync<ConfigMap>(new ListQuery { Namespace = "collection" });
        Assert.Equal(["b"], left.Items.Select(item => item.Key.Name));
    }

    [Fact]
    public async Task LimitedList_GoesOnWithItsToken()
    {
        await server.NamespaceAsync("paged");
        for (var i = 0; i < 7; i++)
            await server.Admin.CreateAsync(Map($"p{i}", "v", "paged"));
        var query = new ListQuery { Namespace = "paged", Limit = 3 };
        var seen = new List<string>();
        var pages = 0;
        do
        {
            var page = await server.Admin.ListAsync<ConfigMap>(query);
            seen.AddRange(page.Items.Select(item => item.Key.Name));
            query = query with { Continue = page.Continue };
            pages++;
        }
        while (query.Continue is not null);
        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5", "p6"], seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Discovery_GivesEveryKindServed()
    {
        var kinds = await server.Admin.DiscoverAsync();
        Assert.Equal(ApiKinds.All.Select(Name).Order(), kinds.Select(Name).Order());

        static string Name(KindDefinition kind) => kind.Gvk.ToString();
    }

    [Fact]
    public async Task ObjectOfThreeMebibytes_IsWrittenReadListedAndWatched()
    {
        await server.NamespaceAsync("large");
        var text = new string('x', 3 * 1024 * 1024 - 4096);
        var made = await server.Admin.CreateAsync(Deployment("large", text, "large"));
        Assert.Equal(made, await server.Admin.GetAsync<Deployment>(made.Key));
        var list = await server.Admin.ListAsync<Deployment>(new ListQuery { Namespace = "large" });
        Assert.Equal(made, Assert.Single(list.Items));
        await using var watch = await server.Admin.WatchAsync(
            ApiKinds.Of<Deployment>(), new WatchQuery { Namespace = "large" });
        Assert.Equal(new WatchEvent(WatchEventType.Added, made), Assert.Single(await watch.NextAsync()));
    }

    [Fact]
    public async Task TwentyThousandObjects_AreListedWhole()
    {
        const int Count = 20_000;
        await server.NamespaceAsync("many");
        var indexes = Enumerable.Range(0, Count);
        await Parallel.ForEachAsync(indexes, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, stop) =>
            await server.Direct.CreateAsync(Map(i.ToString("D5", CultureInfo.InvariantCulture), "v", "many"), stop));
        var list = await server.Admin.ListAsync<ConfigMap>(new ListQuery { Namespace = "many" });
        Assert.Equal(Count, list.Items.Count);
        for (var i = 0; i < Count; i++)
            Assert.Equal(i, int.Parse(list.Items[i].Key.Name, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task NameThatCannotStandInAPath_IsRefused(string name)
    {
        var refusal = await RefusedAsync(() => server.Admin.GetAsync<ConfigMap>(new("default", name)));
        Assert.Equal(400, refusal.Code);
    }

    internal static ConfigMap Map(string name, string value, string ns = "default") => new()
    {
        Metadata = new() { Name = name, Namespace = ns },
        Data = ValueMap.Of(("key", value)),
    };

    private static Deployment Deployment(string name, string argument, string ns = "default")
    {
        var labels = ValueMap.Of(("app", name));
        return new()
        {
            Metadata = new() { Name = name, Namespace = ns },
            Spec = new()
            {
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new()
                {
                    ObjectMeta = new() { Labels = labels },
                    Spec = new() { Containers = [new() { Name = "c", Image = "i", Args = [argument] }] },
                },
            },
        };
    }

    private static async Task<StatusException> RefusedAsync<T>(Func<ValueTask<T>> call) =>
        await Assert.ThrowsAsync<StatusException>(async () => await call());
}
