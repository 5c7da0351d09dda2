using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;
using Orchestrator.Testing;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Proxy;

public sealed class ProxyActorTests
{
    private readonly SimulatedActorSystem _system = new(7);
    private readonly FakeApi _api;
    private readonly FakeDataplane _dataplane = new();
    private readonly ProxyOptions _options = new() { LocalNodes = new HashSet<string> { "here" } };
    private readonly SharedInformers _informers;
    private readonly EventRecorder _events;
    private IActorRef<ProxyMessage> _proxy = null!;

    public ProxyActorTests()
    {
        _api = new(_system.Time, _system.Entropy);
        _informers = SharedInformers.Spawn(_system, "informers", _api);
        _events = EventRecorder.Spawn(_system, "events", _api, "kube-proxy");
    }

    [Fact]
    public void ServiceWithEndpoints_IsServed_AndFollowsThem()
    {
        _api.Put(Service());
        _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1")));
        Start();
        Assert.Equal(["127.64.0.1"], Addresses());

        _api.Put(_api.Find<EndpointSlice>("default", "s")! with { Endpoints = [Ready("127.64.0.2")] });
        Settle();
        Assert.Equal(["127.64.0.2"], Addresses());

        _api.Remove<Service>("default", "web");
        Settle();
        Assert.Empty(_dataplane.Services);
    }

    [Fact]
    public void ChangeThatMeansNothing_TouchesNothing()
    {
        var service = _api.Put(Service());
        _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1")));
        Start();
        var before = _dataplane.Applied;

        _api.Put(service with { Metadata = service.Metadata with { Labels = ValueMap.Of(("a", "b")) } });
        Settle();

        Assert.Equal(before, _dataplane.Applied);
    }

    [Fact]
    public void PortThatIsDenied_IsSaidByEventAndAnnotation_Once()
    {
        _dataplane.DeniesLowPorts = true;
        _api.Put(Service());
        Start();
        _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1")));
        Settle();

        Assert.Equal("80=8080", _api.Find<Service>("default", "web")!.Metadata.Annotations[SubstitutePorts.Annotation]);
        var said = Assert.Single(_api.All<Event>());
        Assert.Equal(("ProxyPortSubstituted", 1), (said.Reason, said.Count));
        Assert.Contains("127.96.0.10:8080", said.Message);
    }

    [Fact]
    public void AnnotationOfAnEarlierRun_IsRemoved_WhenThePortIsServedAsAsked()
    {
        var service = Service();
        _api.Put(service with
        {
            Metadata = service.Metadata with
            {
                Annotations = ValueMap.Of((SubstitutePorts.Annotation, "80=8080"), ("mine", "x")),
            },
        });
        Start();

        Assert.Equal(["mine"], _api.Find<Service>("default", "web")!.Metadata.Annotations.Keys);
    }

    [Fact]
    public void AnnotationNotWritten_IsTriedAgain()
    {
        _dataplane.DeniesLowPorts = true;
        _api.Fault = call => call.Verb == "patch" ? new ApiUnreachableException("away") : null;
        _api.Put(Service());
        Start();
        Assert.Empty(_api.Find<Service>("default", "web")!.Metadata.Annotations.Keys);

        _api.Fault = null;
        _system.RunFor(TimeSpan.FromSeconds(31));

        Assert.Equal("80=8080", _api.Find<Service>("default", "web")!.Metadata.Annotations[SubstitutePorts.Annotation]);
    }

    [Fact]
    public void PortThatCannotBeServed_IsSaid_AndTriedAgain()
    {
        _dataplane.Error = "another program listens there";
        _api.Put(Service());
        Start();
        var said = Assert.Single(_api.All<Event>());
        Assert.Equal("Cannot serve 127.96.0.10:80: another program listens there", said.Message);

        _dataplane.Error = null;
        var before = _dataplane.Applied;
        _system.RunFor(TimeSpan.FromSeconds(31));

        Assert.Equal(before + 1, _dataplane.Applied);
    }

    [Fact]
    public void Drain_AnswersAtOnce_ForAnAddressThatServesNothing()
    {
        Start();

        Assert.Equal(TimeSpan.Zero, DrainTime("127.64.0.9", () => { }));
    }

    [Fact]
    public void Drain_WaitsUntilTheEndpointLeft_AndSettled()
    {
        _api.Put(Service());
        var slice = _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1"), Ready("127.64.0.2")));
        Start();

        var time = DrainTime(
            "127.64.0.1",
            () => _api.Put(slice with { Endpoints = [Terminating("127.64.0.1"), Ready("127.64.0.2")] }));

        Assert.Equal(["127.64.0.2"], Addresses());
        Assert.Equal(TimeSpan.FromMilliseconds(100), time);
    }

    [Fact]
    public void Drain_OfTheLastEndpoint_DoesNotWaitForOneThatNeverComes()
    {
        _api.Put(Service());
        var slice = _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1")));
        Start();

        var time = DrainTime("127.64.0.1", () => _api.Put(slice with { Endpoints = [Terminating("127.64.0.1")] }));

        Assert.Equal(["127.64.0.1"], Addresses());
        Assert.Equal(TimeSpan.FromMilliseconds(100), time);
    }

    [Fact]
    public void Drain_IsBounded_WhenTheEndpointNeverLeaves()
    {
        _api.Put(Service());
        _api.Put(Slice("s", "web", 8080, Ready("127.64.0.1")));
        Start();

        Assert.Equal(_options.DrainMax, DrainTime("127.64.0.1", () => { }));
    }

    [Fact]
    public void Crash_BringsTheDataplaneUpToDate_WithWhatWasMissed()
    {
        _api.Put(Service("gone"));
        _api.Put(Service("stays"));
        Start();
        Assert.Equal(2, _dataplane.Services.Count);

        _system.Crash("/proxy");
        _api.Remove<Service>("default", "gone");
        _system.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["stays"], _dataplane.Services.Select(key => key.Name));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void UnderFaults_TheDataplaneEndsUpAsTheApiSays(int seed) => new ProxyFaultRun((ulong)seed).Run();

    [Fact]
    public void OfAJoinedNode_PortsThatAreDenied_AreSaidOnItsNode_AndByEvent_AndServicesStayAsTheyAre()
    {
        _dataplane.DeniesLowPorts = true;
        _api.Put(new Node { Metadata = new() { Name = "here", Annotations = ValueMap.Of(("mine", "x")) } });
        var web = _api.Put(Service());
        Start(node: "here");
        var other = _api.Put(Service("a", "127.96.0.11"));
        Settle();

        Assert.Equal("default/a 80=8080; default/web 80=8080", Note());
        Assert.Equal("x", _api.Find<Node>("", "here")!.Metadata.Annotations["mine"]);
        Assert.Equal(web, _api.Find<Service>("default", "web"));
        Assert.Equal(other, _api.Find<Service>("default", "a"));
        Assert.Equal(2, _api.All<Event>().Count);

        _api.Remove<Service>("default", "web");
        Settle();
        Assert.Equal("default/a 80=8080", Note());
    }

    [Fact]
    public void OfAJoinedNode_WhoseNodeComesLater_OrIsMadeAnew_ItIsSaidAllTheSame()
    {
        _dataplane.DeniesLowPorts = true;
        _api.Put(Service());
        Start(node: "here");
        foreach (var seconds in (int[])[2, 31])
        {
            _api.Put(new Node { Metadata = new() { Name = "here" } });
            _system.RunFor(TimeSpan.FromSeconds(seconds));
            Assert.Equal("default/web 80=8080", Note());
            _api.Remove<Node>("", "here");
        }
    }

    [Fact]
    public void OfAJoinedNode_ThatServesEachPortAsAsked_WhatAnEarlierRunSaidIsRemoved()
    {
        _api.Put(new Node
        {
            Metadata = new()
            {
                Name = "here",
                Annotations = ValueMap.Of((SubstitutePorts.Annotation, "default/web 80=8080"), ("mine", "x")),
            },
        });
        _api.Put(Service());
        Start(node: "here");

        Assert.Equal(["mine"], _api.Find<Node>("", "here")!.Metadata.Annotations.Keys);
    }

    private string? Note() => _api.Find<Node>("", "here")!.Metadata.Annotations[SubstitutePorts.Annotation];

    private void Start(string? node = null)
    {
        _proxy = _system.Spawn(
            "proxy", ProxyActor.Factory(_options with { Node = node }, _api, _informers, _dataplane, _events));
        Settle();
    }

    private void Settle() => _system.RunFor(TimeSpan.FromSeconds(1));

    private IEnumerable<string> Addresses() => _dataplane.Of("web")[0].Endpoints.Select(endpoint => endpoint.Address);

    private TimeSpan DrainTime(string address, Action meanwhile)
    {
        var drain = new EndpointDrain(_system, _proxy, _options.DrainMax);
        var start = _system.Time.GetUtcNow();
        _system.Run(async () =>
        {
            var wait = drain.WaitUntilRemovedAsync(address);
            meanwhile();
            await wait;
        });
        return _system.Time.GetUtcNow() - start;
    }
}
