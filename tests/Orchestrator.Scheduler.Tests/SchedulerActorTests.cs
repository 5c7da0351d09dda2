using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Testing;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests;

public sealed class SchedulerActorTests
{
    private readonly SimulatedActorSystem _system = new(11);
    private readonly FakeApi _api;
    private readonly SharedInformers _informers;

    public SchedulerActorTests()
    {
        _api = new(_system.Time, _system.Entropy);
        _informers = SharedInformers.Spawn(_system, "informers", _api);
    }

    [Fact]
    public void Pod_IsBound_AndTheEventSaysWhere()
    {
        _api.Put(Node("n"));
        Put(Pod("p"));
        Start();

        Assert.Equal("n", NodeOf("p"));
        var said = Assert.Single(_api.All<Event>());
        Assert.Equal(
            ("Scheduled", "Normal", "Successfully assigned default/p to n", "default-scheduler"),
            (said.Reason, said.Type, said.Message, said.Source.Component));
    }

    [Fact]
    public void PodThatFitsNowhere_SaysSoInConditionAndEvent_AndIsBoundWhenANodeComes()
    {
        _api.Put(Node("small", "1"));
        Put(Pod("p", "2"));
        Start();
        const string Message =
            "0/1 nodes are available: 1 Insufficient cpu. "
            + "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
        var condition = Assert.Single(Find("p").Status.Conditions, found => found.Type == "PodScheduled");
        Assert.Equal(("False", "Unschedulable", Message), (condition.Status, condition.Reason, condition.Message));
        var said = Assert.Single(_api.All<Event>());
        Assert.Equal(("FailedScheduling", "Warning", Message), (said.Reason, said.Type, said.Message));

        _api.Put(Node("large"));
        Settle();

        Assert.Equal("large", NodeOf("p"));
    }

    [Fact]
    public void RoomThatIsFreed_GoesToWhoWaits()
    {
        _api.Put(Node("n", "1"));
        Put(Pod("first", "1").On("n"));
        Put(Pod("waiting", "1"));
        Start();
        Assert.Null(NodeOf("waiting"));

        _api.Remove<Pod>("default", "first");
        Settle();

        Assert.Equal("n", NodeOf("waiting"));
    }

    [Fact]
    public void PodThatEnded_FreesItsRoom()
    {
        _api.Put(Node("n", "1"));
        var first = Put(Pod("first", "1").On("n"));
        Put(Pod("waiting", "1"));
        Start();

        _api.Put(first with { Status = new() { Phase = "Succeeded" } });
        Settle();

        Assert.Equal("n", NodeOf("waiting"));
    }

    [Fact]
    public void OtherSchedulersPods_AreLeftAlone()
    {
        _api.Put(Node("n"));
        Put(Pod("p").WithSpec(spec => spec with { SchedulerName = "mine" }));
        Start();

        Assert.Null(NodeOf("p"));
    }

    [Fact]
    public void GatedPod_WaitsForItsGates()
    {
        _api.Put(Node("n"));
        var pod = Put(Pod("p").WithSpec(spec => spec with { SchedulingGates = [new() { Name = "example.com/wait" }] }));
        Start();
        Assert.Null(NodeOf("p"));

        _api.Put(pod.WithSpec(spec => spec with { SchedulingGates = [] }));
        Settle();

        Assert.Equal("n", NodeOf("p"));
    }

    [Fact]
    public void RefusedBinding_IsTriedAgainAfterABackoff()
    {
        _api.Put(Node("n"));
        Put(Pod("p"));
        var refusals = RefuseTwoBindings();
        Start();
        _system.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal("n", NodeOf("p"));
        Assert.Equal(3, refusals());
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockIsSet_WhileAPodBacksOff_ItIsTriedAgainInTime(int hours)
    {
        _api.Put(Node("n"));
        Put(Pod("p"));
        var refusals = RefuseTwoBindings();
        SchedulerActor.Spawn(_system, _api, _informers);
        _system.RunFor(TimeSpan.FromMilliseconds(500));
        Assert.Equal(1, refusals());
        _system.Clock.Jump(TimeSpan.FromHours(hours));
        _system.RunFor(TimeSpan.FromSeconds(3.5));

        Assert.Equal("n", NodeOf("p"));
    }

    [Fact]
    public void LostAnswer_KeepsTheRoom_UntilTheApiSaysWhatIsTrue()
    {
        _api.Put(Node("n", "1"));
        Put(Pod("p", "1"));
        Put(Pod("q", "1"));
        _api.LostAnswer = call => call is { Subresource: "binding" } ? new ApiUnreachableException("cut") : null;
        Start();
        _system.RunFor(TimeSpan.FromSeconds(10));

        Assert.Single(_api.All<Pod>(), pod => pod.Spec.NodeName == "n");
        Assert.Single(_api.All<Event>(), said => said.Reason == "Scheduled");
    }

    [Fact]
    public void PodDeletedBeforeItsBinding_FreesTheRoomItWasToHave()
    {
        _api.Put(Node("n", "1"));
        Put(Pod("p", "1"));
        _api.Fault = call =>
        {
            if (call is { Subresource: "binding", Key.Name: "p" })
                _api.Remove<Pod>("default", "p");
            return null;
        };
        Start();
        Put(Pod("q", "1"));
        Settle();

        Assert.Equal("n", NodeOf("q"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void UnderFaults_NoPodIsBoundTwice_NoNodeOvercommitted_AndAllEndUpBound(int seed) =>
        new FaultRun((ulong)seed).Run();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    /// <returns>How often a binding was asked for.</returns>
    private Func<int> RefuseTwoBindings()
    {
        var asked = 0;
        _api.Fault = call => call is { Subresource: "binding" } && asked++ < 2 ? Statuses.TooManyRequests(1) : null;
        return () => asked;
    }

    private Pod Put(Pod pod) => _api.Put(pod);

    private Pod Find(string name) => _api.Find<Pod>("default", name)!;

    private string? NodeOf(string name) => Find(name).Spec.NodeName;

    private void Start()
    {
        SchedulerActor.Spawn(_system, _api, _informers);
        Settle();
    }

    private void Settle() => _system.RunFor(TimeSpan.FromSeconds(5));
}
