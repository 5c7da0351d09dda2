using Orchestrator.Actors;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectorTests : ElectorStage
{
    private readonly List<bool> _changes = [];
    private readonly Recorded _events = new();

    public LeaderElectorTests()
        : this(1)
    {
    }

    private LeaderElectorTests(ulong seed)
        : base(seed)
    {
    }

    [Fact]
    public void TwoStand_OneLeads()
    {
        Stand("a");
        Stand("b");
        Actors.RunFor(TimeSpan.FromMinutes(5));

        Assert.Single(Leading);
        Assert.Single(Tokens);
        Assert.Equal(Lease.Uid, Tokens[0].LeaseUid);
    }

    [Fact]
    public void LeaderStopsInOrder_TheOtherLeadsWithinARetry()
    {
        var a = Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Actors.Run(() => Actors.StopAsync(a));
        Actors.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["b"], Leading);
        Assert.Equal([0, 1], Tokens.Select(token => token.Transitions));
    }

    [Fact]
    public void LeaderCutOff_StepsDownBeforeAnotherLeads()
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Cut.Add("a");
        Actors.RunFor(TimeSpan.FromSeconds(11));
        Assert.DoesNotContain("a", Leading);

        Actors.RunFor(TimeSpan.FromSeconds(15));
        Assert.Equal(["b"], Leading);
    }

    [Fact]
    public void AnswersLost_NeverTwoLead()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var run = new LeaderElectorTests(seed);
            var choices = run.Actors.Fork("faults");
            run.Actors.Stepped += _ => Assert.True(run.Leading.Count <= 1, "two lead");
            run.Server.LostAnswer = _ => choices.Next(4) == 0 ? new ApiUnreachableException("lost") : null;
            foreach (var name in (string[])["a", "b", "c"])
                run.Stand(name);
            for (var i = 0; i < 60; i++)
            {
                var name = "abc"[choices.Next(3)].ToString();
                if (!run.Cut.Remove(name))
                    run.Cut.Add(name);
                run.Actors.RunFor(TimeSpan.FromSeconds(choices.Next(8)));
            }
            run.Cut.Clear();
            run.Server.LostAnswer = null;
            run.Actors.RunFor(TimeSpan.FromMinutes(1));
            Assert.Single(run.Leading);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void WallClockJumps_TheLeaderStays(int hours)
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        for (var i = 0; i < 20; i++)
        {
            Actors.RunFor(TimeSpan.FromSeconds(7));
            Actors.Clock.Jump(TimeSpan.FromHours(hours));
            Assert.Equal(["a"], Leading);
        }
        Assert.Single(Tokens);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void WallClockJumps_ADeadLeaderIsReplacedInTime(int hours)
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Actors.Kill("/elector-a");
        Leading.Remove("a");
        Actors.Clock.Jump(TimeSpan.FromHours(hours));
        // The last renewal was at most a retry before; b looks at least every 2.2 retries.
        Actors.RunFor(TimeSpan.FromSeconds(12));
        Assert.Empty(Leading);

        Actors.RunFor(TimeSpan.FromSeconds(8));
        Assert.Equal(["b"], Leading);
    }

    [Fact]
    public void ClockOfOneStands_ItsRenewalsAreSeen()
    {
        Stand("a", new StandingClock());
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        Actors.RunFor(TimeSpan.FromMinutes(5));

        Assert.Equal(["a"], Leading);
        Assert.Single(Tokens);
    }

    [Fact]
    public void LeaseIsDeleted_TheTreeStartsAnewUnderANewToken()
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(5));
        Server.Remove<Lease>("kube-system", "c");
        Actors.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(["a"], Leading);
        Assert.Equal(2, Tokens.Count);
        Assert.Equal(Lease.Uid, Tokens[1].LeaseUid);
    }

    [Fact]
    public void LeaderCutOffAlone_LeadsAgainUnderANewToken()
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(5));
        Cut.Add("a");
        Actors.RunFor(TimeSpan.FromSeconds(12));
        Assert.Empty(Leading);
        Cut.Clear();
        Actors.RunFor(TimeSpan.FromSeconds(6));

        Assert.Equal([0, 1], Tokens.Select(token => token.Transitions));
        Assert.Equal(["a"], Leading);
    }

    [Fact]
    public void LeaderSleptThroughItsSuccessorsElection_ItsWriteIsRefusedAndItsTreeEnds()
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        // Its elector sleeps on: only the refusal can tell its tree, and nobody but the tree.
        Actors.Pause("/elector-a");
        Actors.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal(["a", "b"], Leading);

        var refusal = Assert.Throws<StatusException>(() => Actors.Run(() => Writers["a"].CreateAsync(Map("late"))));
        Assert.True(refusal.IsLeadershipEnded && refusal.IsConflict);
        Assert.Contains("kube-system/c has passed on", refusal.Message, StringComparison.Ordinal);
        Assert.Null(Server.Find<ConfigMap>("default", "late"));
        Actors.Run(async () => await Writers["b"].CreateAsync(Map("ours")));
        Actors.Resume("/elector-a");
        Actors.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["b"], Leading);
    }

    [Fact]
    public void WriteIsRefused_TheTreeEndsBeforeTheNextRenewal()
    {
        Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Server.Put(Lease with { Spec = Lease.Spec with { HolderIdentity = "someone" } });
        Assert.Throws<StatusException>(() => Actors.Run(() => Writers["a"].CreateAsync(Map("late"))));
        Actors.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.Empty(Leading);
    }

    [Fact]
    public void Leadership_IsTold()
    {
        var a = Stand("a");
        Actors.RunFor(TimeSpan.FromSeconds(5));
        Actors.Run(() => Actors.StopAsync(a));

        Assert.Equal([true, false], _changes);
        Assert.Equal(
            ["LeaderElection a became leader", "LeaderElection a stopped leading"], _events.Said);
    }

    private IActorRef<LeaderElectorMessage> Stand(string name, TimeProvider? clock = null) =>
        Stand(name, options => options with { WallClock = clock, OnChange = _changes.Add }, events: _events);

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private sealed class Recorded : IEventRecorder
    {
        public List<string> Said { get; } = [];

        public void Event(ObjectReference involved, string type, string reason, string message) =>
            Said.Add($"{reason} {message}");
    }
}
