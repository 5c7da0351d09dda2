using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Watching;

public class WatchTests
{
    private SimulatedServer _server = new();

    private IWatch Open<T>(WatchQuery query)
        where T : Api.KubeObject => _server.Run(api => api.WatchAsync(ApiKinds.Of<T>(), query));

    private IReadOnlyList<string> Next(IWatch watch) =>
        [.. _server.System.Run(() => watch.NextAsync()).Select(e => $"{e.Type} {e.Object.Metadata.Name}")];

    private static ConfigMap Labelled(ConfigMap value, string app) =>
        value with { Metadata = value.Metadata with { Labels = ValueMap.Of(("app", app)) } };

    [Fact]
    public void FromRevision_TellsEveryChangeOnceAndInOrder()
    {
        var from = _server.Create(Objects.ConfigMap("a")).Metadata.ResourceVersion;
        var changed = _server.Run(api => api.UpdateAsync(Objects.ConfigMap("a", "2")));
        var watch = Open<ConfigMap>(new WatchQuery { ResourceVersion = from });
        _server.Run(async api => await api.DeleteAsync<ConfigMap>(new("default", "a")));
        _server.Create(Objects.ConfigMap("b"));
        _server.System.RunUntilIdle();

        var events = _server.System.Run(() => watch.NextAsync());

        Assert.Equal(
            ["Modified a", "Deleted a", "Added b"], events.Select(e => $"{e.Type} {e.Object.Metadata.Name}"));
        Assert.Equal("2", ((ConfigMap)events[1].Object).Data["key"]);
        Assert.True(long.Parse(events[1].Object.Metadata.ResourceVersion!) > long.Parse(changed.Metadata.ResourceVersion!));
    }

    [Fact]
    public void NoRevision_BeginsWithThePresent()
    {
        _server.Create(Objects.ConfigMap("a"));
        var watch = Open<ConfigMap>(new WatchQuery());
        Assert.Equal(["Added a"], Next(watch));
        _server.Create(Objects.ConfigMap("b"));
        Assert.Equal(["Added b"], Next(watch));
    }

    [Fact]
    public void SelectorTransitions_BecomeAddedAndDeleted()
    {
        _server.Create(Objects.ConfigMap("a"));
        var watch = Open<ConfigMap>(new WatchQuery
        {
            LabelSelector = "app=web",
            ResourceVersion = _server.Store.Current.Revision.ToString(),
        });

        _server.Run(api => api.UpdateAsync(Labelled(Objects.ConfigMap("a"), "web")));
        Assert.Equal(["Added a"], Next(watch));
        _server.Run(api => api.UpdateAsync(Labelled(Objects.ConfigMap("a", "2"), "web")));
        Assert.Equal(["Modified a"], Next(watch));
        _server.Run(api => api.UpdateAsync(Labelled(Objects.ConfigMap("a", "2"), "db")));
        Assert.Equal(["Deleted a"], Next(watch));
        _server.Run(api => api.UpdateAsync(Labelled(Objects.ConfigMap("a", "3"), "db")));
        _server.Run(api => api.UpdateAsync(Labelled(Objects.ConfigMap("a", "3"), "web")));
        Assert.Equal(["Added a"], Next(watch));
    }

    [Fact]
    public void NodeSelector_SeesOnlyItsPods_AndTheirBinding()
    {
        var watch = Open<Pod>(new WatchQuery
        {
            FieldSelector = "spec.nodeName=n1",
            ResourceVersion = _server.Store.Current.Revision.ToString(),
        });
        _server.Create(Objects.Pod("a"));
        _server.Create(Objects.Pod("b", node: "n2"));
        _server.Run(api => api.PostAsync(ApiKinds.Of<Pod>(), new("default", "a"), "binding", new Binding
        {
            Metadata = new Api.Meta.V1.ObjectMeta { Name = "a" },
            Target = new ObjectReference { Name = "n1" },
        }));
        Assert.Equal(["Added a"], Next(watch));
        _server.Run(async api => await api.DeleteAsync<Pod>(
            new("default", "a"), new Api.Meta.V1.DeleteOptions { GracePeriodSeconds = 0 }));
        Assert.Equal(["Deleted a"], Next(watch));
    }

    [Fact]
    public void Namespace_SeesOnlyItsOwn()
    {
        var watch = Open<ConfigMap>(new WatchQuery
        {
            Namespace = "kube-system",
            ResourceVersion = _server.Store.Current.Revision.ToString(),
        });
        _server.Create(Objects.ConfigMap("a"));
        _server.Create(Objects.ConfigMap("b", ns: "kube-system"));
        Assert.Equal(["Added b"], Next(watch));
    }

    [Fact]
    public void SendInitialEvents_EndsThemWithAMarkedBookmark()
    {
        _server.Create(Objects.ConfigMap("a"));
        var watch = Open<ConfigMap>(new WatchQuery { SendInitialEvents = true, AllowBookmarks = true });

        var events = _server.System.Run(() => watch.NextAsync());

        Assert.Equal([WatchEventType.Added, WatchEventType.Bookmark], events.Select(e => e.Type));
        Assert.Equal("true", events[1].Object.Metadata.Annotations["k8s.io/initial-events-end"]);
        Assert.Equal(_server.Store.Current.Revision.ToString(), events[1].Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void QuietWatch_GetsBookmarksThatMoveOn()
    {
        var watch = Open<Secret>(new WatchQuery { ResourceVersion = "1", AllowBookmarks = true });
        _server.Create(Objects.ConfigMap("elsewhere"));
        _server.System.RunFor(TimeSpan.FromSeconds(61));

        var bookmark = Assert.Single(_server.System.Run(() => watch.NextAsync()));

        Assert.Equal(WatchEventType.Bookmark, bookmark.Type);
        Assert.Equal(_server.Store.Current.Revision.ToString(), bookmark.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void Timeout_EndsTheWatchInOrder()
    {
        var watch = Open<Secret>(new WatchQuery { ResourceVersion = "1", Timeout = TimeSpan.FromSeconds(5) });
        _server.System.RunFor(TimeSpan.FromSeconds(6));
        Assert.Empty(_server.System.Run(() => watch.NextAsync()));
    }

    [Fact]
    public void ReaderThatFallsBehind_IsClosedWithExpired()
    {
        _server = new SimulatedServer(options: new ApiServerOptions { WatcherQueueMax = 3 });
        var slow = Open<ConfigMap>(new WatchQuery { ResourceVersion = "4" });
        for (var i = 0; i < 5; i++)
            _server.Create(Objects.ConfigMap($"c{i}"));
        _server.System.RunUntilIdle();

        var failure = Assert.Throws<StatusException>(() => _server.System.Run(() => slow.NextAsync()));

        Assert.True(failure.IsExpired);
        Assert.Equal(["Added c5"], Next(AfterNow(() => _server.Create(Objects.ConfigMap("c5")))));
    }

    [Fact]
    public void CompactedRevision_IsExpired()
    {
        for (var i = 0; i < 3; i++)
            _server.Create(Objects.ConfigMap($"c{i}"));
        _server.System.RunFor(TimeSpan.FromMinutes(20));
        _server.Create(Objects.ConfigMap("later"));
        _server.System.RunFor(TimeSpan.FromMinutes(20));
        Assert.True(_server.Store.Current.CompactedRevision > 2);

        var refused = _server.Refused(async api =>
            await api.WatchAsync(ApiKinds.Of<ConfigMap>(), new WatchQuery { ResourceVersion = "2" }));

        Assert.Equal(410, refused.Code);
    }

    [Theory]
    [InlineData("/apiserver")]
    [InlineData("/apiserver/watch-configmaps")]
    public void HubCrash_EndsWatches_WhichGoOnWithoutLoss(string path)
    {
        var watch = Open<ConfigMap>(new WatchQuery { ResourceVersion = "4" });
        _server.Create(Objects.ConfigMap("a"));
        Assert.Equal(["Added a"], Next(watch));
        var last = _server.Get<ConfigMap>("default", "a").Metadata.ResourceVersion;

        Assert.True(_server.System.Crash(path));
        _server.Create(Objects.ConfigMap("b"));
        Assert.Empty(_server.System.Run(() => watch.NextAsync()));
        var next = Open<ConfigMap>(new WatchQuery { ResourceVersion = last });

        Assert.Equal(["Added b"], Next(next));
    }

    [Fact]
    public void ManySeeds_WatchersSeeEveryChangeOnceInOrder()
    {
        for (var seed = 1UL; seed <= 30; seed++)
            SeeEveryChange(new SimulatedServer(seed));
    }

    private static void SeeEveryChange(SimulatedServer server)
    {
        var seen = new List<long>();
        var start = server.Store.Current.Revision;
        server.System.Run(async () =>
        {
            var writers = Enumerable.Range(0, 4).Select(w => WriteAsync(server.Admin, w)).ToList();
            var watch = await server.Admin.WatchAsync(
                ApiKinds.Of<ConfigMap>(), new WatchQuery { ResourceVersion = start.ToString() });
            while (seen.Count < 4 * 15)
            {
                foreach (var change in await watch.NextAsync())
                    seen.Add(long.Parse(change.Object.Metadata.ResourceVersion!));
            }
            await Task.WhenAll(writers);
        });
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => start + i), seen);
    }

    private static async Task WriteAsync(IApiClient api, int writer)
    {
        for (var i = 0; i < 5; i++)
        {
            var name = $"w{writer}-{i}";
            await api.CreateAsync(Objects.ConfigMap(name));
            await api.UpdateAsync(Objects.ConfigMap(name, "2"));
            await api.DeleteAsync<ConfigMap>(new("default", name));
        }
    }

    private IWatch AfterNow(Action change)
    {
        var watch = Open<ConfigMap>(new WatchQuery { ResourceVersion = _server.Store.Current.Revision.ToString() });
        change();
        return watch;
    }

    [Fact]
    public void RouterCrashes_BeforeTheHubKnowsAWatch_TheWatchEnds()
    {
        Open<ConfigMap>(new WatchQuery());
        _server.System.RunUntilIdle();
        _server.System.Pause("/apiserver/watch-configmaps");
        var watch = Open<ConfigMap>(new WatchQuery { ResourceVersion = "1" });
        _server.System.RunUntilIdle();

        _server.System.Crash("/apiserver");
        _server.System.Resume("/apiserver/watch-configmaps");

        Assert.Empty(Next(watch));
    }
}
