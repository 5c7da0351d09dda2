using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.ServiceEndpoints;
using Orchestrator.Controllers.Tests.ServiceEndpoints;

namespace Orchestrator.Controllers.Tests.EndpointSlices;

public class EndpointSliceControllerTests
{
    private readonly ControllerWorld _world = new(1, EndpointSliceController.Name);

    [Fact]
    public void Service_HasSlicesWithNodesAndZones()
    {
        _world.Api.Put(Objects.Node("n", _world.Now, zone: "west"));
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Api.Put(Services.Pod(2, ready: false));
        _world.Start();

        var slice = Assert.Single(_world.Api.All<EndpointSlice>());
        Assert.Matches("^web-[a-z0-9]{5}$", slice.Key.Name);
        Assert.Equal("IPv4", slice.AddressType);
        Assert.Equal("1970-01-02T00:00:00Z", slice.Metadata.Annotations[TriggerTime.Annotation]);
        Assert.Equal(["n west True", "n west False"], slice.Endpoints.Select(endpoint =>
            $"{endpoint.NodeName} {endpoint.Zone} {endpoint.Conditions.Ready}"));
        Assert.Equal(
            new EndpointConditions { Ready = false, Serving = false, Terminating = false },
            slice.Endpoints[1].Conditions);
    }

    [Fact]
    public void PodMarkedForDeletion_IsNotReadyAtOnceButStillServing()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Start();
        _world.Api.Put(Services.Pod(1, terminating: true));
        _world.System.RunUntilIdle();

        Assert.Equal(
            new EndpointConditions { Ready = false, Serving = true, Terminating = true },
            Assert.Single(Assert.Single(_world.Api.All<EndpointSlice>()).Endpoints).Conditions);
    }

    [Fact]
    public void PublishNotReady_IsReadyWhateverHappens()
    {
        var service = Services.Service();
        _world.Api.Put(service with { Spec = service.Spec with { PublishNotReadyAddresses = true } });
        _world.Api.Put(Services.Pod(1, ready: false, terminating: true));
        _world.Start();

        Assert.Equal(
            new EndpointConditions { Ready = true, Serving = false, Terminating = true },
            Assert.Single(Assert.Single(_world.Api.All<EndpointSlice>()).Endpoints).Conditions);
    }

    [Fact]
    public void SliceOfAnother_IsLeftAlone()
    {
        var mine = _world.Api.Put(new EndpointSlice
        {
            Metadata = new()
            {
                Namespace = "default",
                Name = "mine",
                Labels = ValueMap.Of((SliceLabels.ServiceName, "web")),
            },
            AddressType = "IPv4",
        });
        _world.Api.Put(Services.Service());
        _world.Start();

        Assert.Equal(mine, _world.Get<EndpointSlice>("default", "mine"));
        Assert.Equal(2, _world.Api.All<EndpointSlice>().Count);
    }

    [Fact]
    public void SliceDeletedByHand_ComesBack()
    {
        _world.Api.Put(Services.Service());
        _world.Api.Put(Services.Pod(1));
        _world.Start();
        _world.Api.Remove<EndpointSlice>("default", _world.Api.All<EndpointSlice>()[0].Key.Name);
        _world.Run(1);

        Assert.Single(Assert.Single(_world.Api.All<EndpointSlice>()).Endpoints);
    }

    [Fact]
    public void PodOfNoService_CausesNoWrite()
    {
        _world.Api.Put(Services.Service());
        _world.Start();
        var calls = _world.Api.Calls.Count(call => call.IsWrite);
        var pod = Services.Pod(1);
        _world.Api.Put(pod with { Metadata = pod.Metadata with { Labels = ValueMap.Of(("app", "other")) } });
        _world.Run(10);

        Assert.Equal(calls, _world.Api.Calls.Count(call => call.IsWrite));
    }

    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void FaultsAndCrashes_EndWithEachPodOnce(ulong seed)
    {
        var world = PodChurn.AfterFaults(seed, EndpointSliceController.Name);

        Assert.Equal(
            world.Api.All<Pod>()
                .Select(pod => $"{pod.Key.Name} {!pod.IsTerminating && pod.Status.Conditions.Count > 0}"),
            world.Api.All<EndpointSlice>().SelectMany(slice => slice.Endpoints)
                .Select(endpoint => $"{endpoint.TargetRef!.Name} {endpoint.Conditions.Ready}")
                .Order(StringComparer.Ordinal));
        Assert.Single(world.Api.All<EndpointSlice>());
    }
}
