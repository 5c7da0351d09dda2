using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSliceMirroring;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.ServiceEndpoints;
using Orchestrator.Controllers.Tests.ServiceEndpoints;
using CorePort = Orchestrator.Api.Core.V1.EndpointPort;

namespace Orchestrator.Controllers.Tests.EndpointSliceMirroring;

public sealed class EndpointSliceMirroringControllerTests
{
    private readonly ControllerWorld _world = new(1, EndpointSliceMirroringController.Name);

    [Fact]
    public void EndpointsOfAServiceWithoutSelector_AreShownAsASlice()
    {
        _world.Api.Put(Service());
        var endpoints = _world.Api.Put(Endpoints(["10.0.0.1"], notReady: ["10.0.0.2"]) with
        {
            Metadata = new()
            {
                Namespace = "default",
                Name = "web",
                Uid = "e",
                Labels = ValueMap.Of(("team", "a")),
                Annotations = ValueMap.Of(
                    ("note", "mine"), (Mirroring.LastApplied, "{}"), (TriggerTime.Annotation, "1970-01-01T00:00:00Z")),
            },
        });
        _world.Start();

        var slice = Assert.Single(Slices());
        Assert.Matches("^web-[a-z0-9]{5}$", slice.Key.Name);
        Assert.Equal("IPv4", slice.AddressType);
        Assert.Equal(
            ValueMap.Of(("team", "a"), (SliceLabels.ServiceName, "web"), (SliceLabels.ManagedBy, Mirroring.Manager)),
            slice.Metadata.Labels);
        Assert.Equal(ValueMap.Of(("note", "mine")), slice.Metadata.Annotations);
        var owner = Assert.Single(slice.Metadata.OwnerReferences);
        Assert.Equal(("Endpoints", "web", endpoints.Uid, true), (owner.Kind, owner.Name, owner.Uid, owner.Controller));
        Assert.Equal(
            ["10.0.0.1 True", "10.0.0.2 False"],
            slice.Endpoints.Select(endpoint => $"{endpoint.Addresses[0]} {endpoint.Conditions.Ready}"));
        var port = Assert.Single(slice.Ports);
        Assert.Equal(("http", 80, "TCP"), (port.Name, port.Port, port.Protocol));
    }

    public static TheoryData<string, Endpoints, Service?> NotMirrored => new()
    {
        { "its Service has a selector", Endpoints(["10.0.0.1"]), Services.Service() },
        { "there is no Service", Endpoints(["10.0.0.1"]), null },
        { "its writer says so", Labelled(Mirroring.SkipMirror, "true"), Service() },
        { "it is a lock", Annotated(Mirroring.LeaderElection, "{}"), Service() },
        { "it has no address", Endpoints([]), Service() },
        { "it has no subset", Endpoints([]) with { Subsets = [] }, Service() },
    };

    [Theory]
    [MemberData(nameof(NotMirrored))]
    public void OtherEndpoints_AreNot(string why, Endpoints endpoints, Service? service)
    {
        if (service is not null)
            _world.Api.Put(service);
        _world.Api.Put(endpoints);
        _world.Start();

        Assert.True(Slices().Count == 0, why);
    }

    [Fact]
    public void NotMirroredAnyMore_SlicesGo_AndComeBack()
    {
        _world.Api.Put(Service());
        _world.Api.Put(Endpoints(["10.0.0.1"]));
        _world.Start();
        Assert.Single(Slices());

        _world.Api.Put(Services.Service());
        _world.Run(1);
        Assert.Empty(Slices());

        _world.Api.Put(Service());
        _world.Run(1);
        Assert.Single(Slices());

        _world.Api.Remove<Service>("default", "web");
        _world.Run(1);
        Assert.Empty(Slices());
    }

    [Fact]
    public void Changed_IsWrittenIntoTheSameSlice_OthersAreLetBe()
    {
        _world.Api.Put(Service());
        _world.Api.Put(Endpoints(["10.0.0.1"]));
        var foreign = _world.Api.Put(new EndpointSlice
        {
            Metadata = new()
            {
                Namespace = "default",
                Name = "web-mine",
                Uid = "f",
                Labels = ValueMap.Of((SliceLabels.ServiceName, "web")),
            },
            AddressType = "IPv4",
        });
        _world.Start();
        var first = Assert.Single(Slices());

        _world.Api.Put(Endpoints(["10.0.0.3"]));
        _world.Run(1);

        var second = Assert.Single(Slices());
        Assert.Equal(first.Uid, second.Uid);
        Assert.Equal("10.0.0.3", second.Endpoints[0].Addresses[0]);
        Assert.Equal(foreign, _world.Get<EndpointSlice>("default", "web-mine"));
        Assert.Empty(_world.Failures);
    }

    [Fact]
    public void Settled_NothingIsWrittenAgain()
    {
        _world.Api.Put(Service());
        _world.Api.Put(Endpoints(["10.0.0.1", "10.0.0.2"]));
        _world.Start();
        var writes = _world.Api.Calls.Count(call => call.IsWrite);

        _world.Api.DropWatches();
        _world.Run(60);

        Assert.Equal(writes, _world.Api.Calls.Count(call => call.IsWrite));
    }

    [Fact]
    public void SliceDeletedByHand_ComesBack()
    {
        _world.Api.Put(Service());
        _world.Api.Put(Endpoints(["10.0.0.1"]));
        _world.Start();

        _world.Api.Remove<EndpointSlice>("default", Slices()[0].Key.Name);
        _world.Run(1);

        Assert.Single(Slices());
    }

    [Fact]
    public void WhatCannotBeMirrored_IsSaid()
    {
        _world.Api.Put(Service());
        var many = Enumerable.Range(0, 1003).Select(i => $"10.0.{i / 250}.{1 + i % 250}");
        _world.Api.Put(Endpoints(["nonsense", .. many]));
        _world.Start();

        Assert.Equal(1000, Assert.Single(Slices()).Endpoints.Count);
        Assert.Equal(
            ["Skipped 1 invalid IP addresses when mirroring to EndpointSlices"], _world.Events("InvalidIPAddress"));
        Assert.Equal(
            ["A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 3 addresses were skipped"],
            _world.Events("TooManyAddressesToMirror"));
    }

    [Fact]
    public void Refused_IsSaid()
    {
        _world.Api.Fault = call =>
            call is { Verb: "create", Kind.Plural: "endpointslices" } ? Statuses.BadRequest("no") : null;
        _world.Api.Put(Service());
        _world.Api.Put(Endpoints(["10.0.0.1"]));
        _world.Start();

        Assert.Contains(
            "Error updating Endpoint Slices for Endpoints default/web: no",
            _world.Events("FailedToUpdateEndpointSlices"));
    }

    private IReadOnlyList<EndpointSlice> Slices() => [.. _world.Api.All<EndpointSlice>()
        .Where(slice => slice.Metadata.Labels[SliceLabels.ManagedBy] == Mirroring.Manager)];

    private static Service Service()
    {
        var service = Services.Service();
        return service with { Spec = service.Spec with { Selector = default } };
    }

    private static Endpoints Labelled(string key, string value)
    {
        var endpoints = Endpoints(["10.0.0.1"]);
        return endpoints with { Metadata = endpoints.Metadata with { Labels = ValueMap.Of((key, value)) } };
    }

    private static Endpoints Annotated(string key, string value)
    {
        var endpoints = Endpoints(["10.0.0.1"]);
        return endpoints with { Metadata = endpoints.Metadata with { Annotations = ValueMap.Of((key, value)) } };
    }

    internal static Endpoints Endpoints(string[] ready, params string[] notReady) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", Uid = "e" },
        Subsets =
        [
            new()
            {
                Addresses = ready.Select(ip => new EndpointAddress { IP = ip }).ToValueList(),
                NotReadyAddresses = notReady.Select(ip => new EndpointAddress { IP = ip }).ToValueList(),
                Ports = [new CorePort { Name = "http", Port = 80, Protocol = "TCP" }],
            },
        ],
    };
}
