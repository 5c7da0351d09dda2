using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Events;

public class EventWriterTests
{
    private readonly SimulatedActorSystem _system = new(1);
    private readonly FakeApi _api;
    private readonly EventRecorder _recorder;
    private readonly Pod _pod = Objects.Pod("web");

    public EventWriterTests()
    {
        _api = new FakeApi(_system.Time, _system.Entropy);
        _recorder = EventRecorder.Spawn(_system, "events", _api, "kubelet", "node-1");
    }

    [Fact]
    public void Said_IsWrittenInTheObjectsNamespace()
    {
        _recorder.Normal(_pod, "Started", "Started container web");
        _system.RunUntilIdle();

        var written = Assert.Single(_api.All<Event>());
        Assert.Equal("default", written.Metadata.Namespace);
        Assert.StartsWith("web.", written.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal("Started container web", written.Message);
        Assert.Equal("kubelet", written.Source.Component);
        Assert.Equal("node-1", written.Source.Host);
        Assert.Equal("kubelet", written.ReportingController);
        Assert.Equal(_pod.Uid, written.InvolvedObject.Uid);
    }

    [Fact]
    public void AboutAClusterScopedObject_IsWrittenToDefault()
    {
        _recorder.Normal(new Node { Metadata = new() { Name = "n" } }, "NodeReady", "ready");
        _system.RunUntilIdle();

        Assert.Equal("default", Assert.Single(_api.All<Event>()).Metadata.Namespace);
    }

    [Fact]
    public void SaidAgain_RaisesTheCount()
    {
        for (var i = 0; i < 3; i++)
            _recorder.Warning(_pod, "BackOff", "Back-off restarting");
        _system.RunUntilIdle();

        Assert.Equal(3, Assert.Single(_api.All<Event>()).Count);
    }

    [Fact]
    public void WrittenOneHasExpired_IsWrittenAnew()
    {
        _recorder.Warning(_pod, "BackOff", "again");
        _system.RunUntilIdle();
        _api.Remove<Event>("default", _api.All<Event>()[0].Key.Name);
        _recorder.Warning(_pod, "BackOff", "again");
        _system.RunUntilIdle();

        Assert.Single(_api.All<Event>());
    }

    [Fact]
    public void TwoComponentsAtOneMoment_BothAreHeard()
    {
        var other = EventRecorder.Spawn(_system, "other-events", _api, "scheduler");
        _recorder.Normal(_pod, "A", "a");
        other.Normal(_pod, "B", "b");
        _system.RunUntilIdle();

        Assert.Equal(2, _api.All<Event>().Count);
    }

    [Fact]
    public void ServerAwayForAMinute_KeepsTheEvent()
    {
        _api.Fault = _ => new ApiUnreachableException("away");
        _recorder.Normal(_pod, "Started", "a");
        _system.RunFor(TimeSpan.FromMinutes(1));
        _api.Fault = null;
        _system.RunFor(TimeSpan.FromSeconds(10));

        Assert.Single(_api.All<Event>());
    }
}
