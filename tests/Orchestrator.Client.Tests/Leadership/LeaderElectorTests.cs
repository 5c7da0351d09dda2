using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectorTests
{
    private readonly SimulatedActorSystem _system;
    private readonly FakeApi _api;
    private readonly SortedSet<string> _leading = new(StringComparer.Ordinal);
    private readonly List<LeaderToken> _tokens = [];
    private readonly Dictionary<string, IApiClient> _writers = [];
    private readonly List<bool> _changes = [];
    private readonly Recorded _events = new();
    private readonly HashSet<string> _cut = [];

    public LeaderElectorTests()
        : this(1)
    {
    }

    private LeaderElectorTests(ulong seed)
    {
        _system = new SimulatedActorSystem(seed);
        _api = new FakeApi(_system.Time, _system.Entropy);
    }

    [Fact]
    public void TwoStand_OneLeads()
    {
        Stand("a");
        Stand("b");
        _system.RunFor(TimeSpan.FromMinutes(5));

        Assert.Single(_leading);
        Assert.Single(_tokens);
        Assert.Equal(_api.Find<Lease>("kube-system", "c")!.Uid, _tokens[0].LeaseUid);
    }

    [Fact]
    public void LeaderStopsInOrder_TheOtherLeadsWithinARetry()
    {
        var a = Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _system.Run(() => _system.StopAsync(a));
        _system.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["b"], _leading);
        Assert.Equal([0, 1], _tokens.Select(token => token.Transitions));
    }

    [Fact]
    public void LeaderCutOff_StepsDownBeforeAnotherLeads()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _cut.Add("a");
        _system.RunFor(TimeSpan.FromSeconds(11));
        Assert.DoesNotContain("a", _leading);

        _system.RunFor(TimeSpan.FromSeconds(15));
        Assert.Equal(["b"], _leading);
    }

    [Fact]
    public void AnswersLost_NeverTwoLead()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var run = new LeaderElectorTests(seed);
            var choices = run._system.Fork("faults");
            run._system.Stepped += _ => Assert.True(run._leading.Count <= 1, "two lead");
            run._api.LostAnswer = _ => choices.Next(4) == 0 ? new ApiUnreachableException("lost") : null;
            foreach (var name in (string[])["a", "b", "c"])
                run.Stand(name);
            for (var i = 0; i < 60; i++)
            {
                var name = "abc"[choices.Next(3)].ToString();
                if (!run._cut.Remove(name))
                    run._cut.Add(name);
                run._system.RunFor(TimeSpan.FromSeconds(choices.Next(8)));
            }
            run._cut.Clear();
            run._api.LostAnswer = null;
            run._system.RunFor(TimeSpan.FromMinutes(1));
            Assert.Single(run._leading);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void WallClockJumps_TheLeaderStays(int hours)
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        for (var i = 0; i < 20; i++)
        {
            _system.RunFor(TimeSpan.FromSeconds(7));
            _system.Clock.Jump(TimeSpan.FromHours(hours));
            Assert.Equal(["a"], _leading);
        }
        Assert.Single(_tokens);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void WallClockJumps_ADeadLeaderIsReplacedInTime(int hours)
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _system.Kill("/elector-a");
        _leading.Remove("a");
        _system.Clock.Jump(TimeSpan.FromHours(hours));
        // The last renewal was at most a retry before; b looks at least every 2.2 retries.
        _system.RunFor(TimeSpan.FromSeconds(12));
        Assert.Empty(_leading);

        _system.RunFor(TimeSpan.FromSeconds(8));
        Assert.Equal(["b"], _leading);
    }

    [Fact]
    public void ClockOfOneStands_ItsRenewalsAreSeen()
    {
        Stand("a", new StandingClock());
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromMinutes(5));

        Assert.Equal(["a"], _leading);
        Assert.Single(_tokens);
    }

    [Fact]
    public void LeaseIsDeleted_TheTreeStartsAnewUnderANewToken()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(5));
        _api.Remove<Lease>("kube-system", "c");
        _system.RunFor(TimeSpan.FromSeconds(10));

        Assert.Equal(["a"], _leading);
        Assert.Equal(2, _tokens.Count);
        Assert.Equal(_api.Find<Lease>("kube-system", "c")!.Uid, _tokens[1].LeaseUid);
    }

    [Fact]
    public void LeaderCutOffAlone_LeadsAgainUnderANewToken()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(5));
        _cut.Add("a");
        _system.RunFor(TimeSpan.FromSeconds(12));
        Assert.Empty(_leading);
        _cut.Clear();
        _system.RunFor(TimeSpan.FromSeconds(6));

        Assert.Equal([0, 1], _tokens.Select(token => token.Transitions));
        Assert.Equal(["a"], _leading);
    }

    [Fact]
    public void LeaderSleptThroughItsSuccessorsElection_ItsWriteIsRefusedAndItsTreeEnds()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        // Its elector sleeps on: only the refusal can tell its tree, and nobody but the tree.
        _system.Pause("/elector-a");
        _system.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal(["a", "b"], _leading);

        var refusal = Assert.Throws<StatusException>(() => _system.Run(() => _writers["a"].CreateAsync(Map("late"))));
        Assert.True(refusal.IsLeadershipEnded && refusal.IsConflict);
        Assert.Contains("kube-system/c has passed on", refusal.Message, StringComparison.Ordinal);
        Assert.Null(_api.Find<ConfigMap>("default", "late"));
        _system.Run(async () => await _writers["b"].CreateAsync(Map("ours")));
        _system.Resume("/elector-a");
        _system.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal(["b"], _leading);
    }

    [Fact]
    public void WriteIsRefused_TheTreeEndsBeforeTheNextRenewal()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        var lease = _api.Find<Lease>("kube-system", "c")!;
        _api.Put(lease with { Spec = lease.Spec with { HolderIdentity = "someone" } });
        Assert.Throws<StatusException>(() => _system.Run(() => _writers["a"].CreateAsync(Map("late"))));
        _system.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.Empty(_leading);
    }

    [Fact]
    public void Leadership_IsTold()
    {
        var a = Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(5));
        _system.Run(() => _system.StopAsync(a));

        Assert.Equal([true, false], _changes);
        Assert.Equal(
            ["LeaderElection a became leader", "LeaderElection a stopped leading"], _events.Said);
    }

    private static ConfigMap Map(string name) => new() { Metadata = new() { Namespace = "default", Name = name } };

    private IActorRef<LeaderElectorMessage> Stand(string name, TimeProvider? clock = null) => _system.Spawn(
        "elector-" + name,
        () =>
        {
            var api = new CutClient(_api, () => _cut.Contains(name));
            var options = new LeaderElectionOptions(new("kube-system", "c"), name)
            {
                WallClock = clock,
                OnChange = _changes.Add,
            };
            return new LeaderElector(
                api, options,
                (context, leadership) =>
                {
                    _tokens.Add(leadership.Token);
                    _writers[name] = leadership.Attach(api);
                    return context.Spawn<object>("led", () => new Led(_leading, name));
                },
                _events);
        });

    private sealed class Led(SortedSet<string> leading, string name) : Actor<object>
    {
        public override ValueTask OnStartAsync()
        {
            leading.Add(name);
            return default;
        }

        public override ValueTask OnMessageAsync(object message) => default;

        public override ValueTask OnStopAsync()
        {
            leading.Remove(name);
            return default;
        }
    }

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
