using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.ServiceEndpoints;

namespace Orchestrator.Controllers.Tests.ServiceEndpoints;

public class EndpointsControllerTests
{
    private readonly ControllerWorld _world = new(1, EndpointsController.Name);

    [Fact]
    public void Service_HasTheAddressesOfItsPods()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Api.Put(Services.Pod(2) with { Metadata = new() { Namespace = "default", Name = "other", Uid = "o" } });
        _world.Start();

        Assert.Equal(["127.64.0.2"], Ready());
        var endpoints = Endpoints();
        Assert.Equal(ValueMap.Of(("team", "a")), endpoints.Metadata.Labels);
        Assert.Equal("1970-01-02T00:00:00Z", endpoints.Metadata.Annotations[TriggerTime.Annotation]);
    }

    [Fact]
    public void PodMarkedForDeletion_LeavesAtOnce()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Api.Put(Services.Pod(2));
        _world.Start();
        _world.Api.Put(Services.Pod(1, terminating: true));
        _world.System.RunUntilIdle();

        Assert.Equal(["127.64.0.3"], Ready());
        Assert.Empty(Endpoints().Subsets[0].NotReadyAddresses);
        Assert.Null(Endpoints().Metadata.Annotations[TriggerTime.Annotation]);
    }

    [Fact]
    public void PodRelabeled_LeavesOneServiceForAnother()
    {
        _world.Api.Put(Services.Service());
        var other = Services.Service("other");
        _world.Api.Put(other with { Spec = other.Spec with { Selector = ValueMap.Of(("app", "other")) } });
        var pod = _world.Api.Put(Services.Pod(1));
        _world.Start();
        _world.Api.Put(pod with { Metadata = pod.Metadata with { Labels = ValueMap.Of(("app", "other")) } });
        _world.Run(1);

        Assert.Empty(Endpoints().Subsets);
        Assert.Single(_world.Get<Endpoints>("default", "other").Subsets);
    }

    [Fact]
    public void WithoutPods_EndpointsAreThereAndEmpty()
    {
        _world.Api.Put(Services.Service());
        _world.Start();

        Assert.Empty(Endpoints().Subsets);
    }

    [Fact]
    public void WithoutASelector_TheyAreTheUsers()
    {
        var service = Services.Service();
        _world.Api.Put(service with { Spec = service.Spec with { Selector = default } });
        var mine = _world.Api.Put(new Endpoints
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Subsets = [new() { Addresses = [new() { IP = "10.0.0.1" }], Ports = [new() { Port = 80 }] }],
        });
        _world.Start();

        Assert.Equal(mine, Endpoints());
    }

    /// <summary>What the cache shows needs no write, only that it is older than our own last one.</summary>
    [Fact]
    public void PodBackBeforeTheCacheShowsThatItLeft_IsInAgain()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Start();
        _world.Api.HoldWatches<Endpoints>();
        _world.Api.Put(Services.Pod(1, ready: false));
        _world.Run(1);
        Assert.Empty(Ready());

        _world.Api.Put(Services.Pod(1));
        _world.Run(1);
        Assert.Equal(["127.64.0.2"], Ready());
        _world.Api.ReleaseWatches();
        _world.Run(1);

        Assert.Equal(["127.64.0.2"], Ready());
        Assert.Empty(_world.Failures);
    }

    /// <summary>The same, where nobody remembers the write: its own event is what brings the controller back.</summary>
    [Fact]
    public void OwnWriteSeenLate_IsLookedAtAgain()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Start();
        var stored = Endpoints();

        _world.Api.Put(stored with { Subsets = [] }); // as a write of ours before a restart, seen only now
        _world.Run(1);

        Assert.Equal(["127.64.0.2"], Ready());
    }

    [Fact]
    public void ServiceDeleted_EndpointsGo()
    {
        _world.Api.Put(Services.Service());
        _world.Start();
        _world.Api.Remove<Service>("default", "web");
        _world.Run(1);

        Assert.Empty(_world.Api.All<Endpoints>());
    }

    [Fact]
    public void EndpointsDeletedByHand_ComeBack()
    {
        _world.Api.Put(Services.Service());
        _world.Start();
        _world.Api.Remove<Endpoints>("default", "web");
        _world.Run(1);

        Assert.NotNull(Endpoints());
    }

    [Fact]
    public void LeftOverFromBeforeTheStart_GoesButOneMadeByHandStays()
    {
        _world.Api.Put(new Endpoints { Metadata = new() { Namespace = "default", Name = "left" } });
        _world.Run(10);
        _world.Start();
        _world.Api.Put(new Endpoints { Metadata = new() { Namespace = "default", Name = "early" } });
        _world.Run(10);

        Assert.Equal(["early"], _world.Api.All<Endpoints>().Select(value => value.Key.Name));
    }

    [Fact]
    public void OverCapacity_IsSaidAndTakenBack()
    {
        _world.Api.Put(Services.Service());
        for (var i = 0; i < 1001; i++)
            _world.Api.Put(Services.Pod(i));
        _world.Start();
        Assert.Equal("truncated", Endpoints().Metadata.Annotations[EndpointsController.OverCapacity]);
        Assert.Equal(1000, Ready().Count());

        _world.Api.Remove<Pod>("default", "p0000");
        _world.Run(1);
        Assert.Null(Endpoints().Metadata.Annotations[EndpointsController.OverCapacity]);
    }

    [Fact]
    public void Refused_IsSaid()
    {
        _world.Api.Fault = call =>
            call is { Verb: "create", Kind.Plural: "endpoints" } ? Statuses.BadRequest("no") : null;
        _world.Api.Put(Services.Service());
        _world.Start();

        Assert.Contains("Failed to create endpoint default/web: no", _world.Events("FailedToCreateEndpoint"));
    }

    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void FaultsAndCrashes_EndWithTheReadyPods(ulong seed)
    {
        var world = PodChurn.AfterFaults(seed, EndpointsController.Name);

        Assert.Equal(
            world.Api.All<Pod>().Where(pod => !pod.IsTerminating && pod.Status.Conditions.Count > 0)
                .Select(pod => pod.Status.PodIP!).Order(StringComparer.Ordinal),
            Ready(world.Get<Endpoints>("default", "web")));
    }

    private Endpoints Endpoints() => _world.Get<Endpoints>("default", "web");

    private IEnumerable<string> Ready() => Ready(Endpoints());

    private static IEnumerable<string> Ready(Endpoints endpoints) =>
        endpoints.Subsets.SelectMany(subset => subset.Addresses).Select(address => address.IP);
}
