using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Events;

public class EventRecorderTests
{
    [Fact]
    public void SeveralWriters_KeepOneObjectsEventsTogether()
    {
        var system = new SimulatedActorSystem(3);
        var api = new FakeApi(system.Time, system.Entropy);
        var recorder = EventRecorder.Spawn(system, "events", api, "kubelet", writers: 4);
        for (var i = 0; i < 20; i++)
        {
            for (var pod = 0; pod < 10; pod++)
                recorder.Warning(Objects.Pod("p" + pod), "BackOff", "again");
        }
        system.RunUntilIdle();

        Assert.Equal(Enumerable.Repeat(20, 10), api.All<Event>().Select(said => said.Count));
    }

    [Fact]
    public void ServerAway_ThePendingAreBounded()
    {
        var system = new SimulatedActorSystem(3);
        var api = new FakeApi(system.Time, system.Entropy) { Fault = _ => new ApiUnreachableException("away") };
        var recorder = EventRecorder.Spawn(system, "events", api, "kubelet");
        for (var i = 0; i < 5000; i++)
            recorder.Normal(Objects.Pod("p" + i), "Started", "a");
        api.Fault = null;
        system.RunFor(TimeSpan.FromMinutes(1));

        Assert.InRange(api.All<Event>().Count, 1000, 1001);
    }
}
