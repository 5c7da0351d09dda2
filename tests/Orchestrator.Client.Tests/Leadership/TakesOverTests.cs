using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Leadership;

/// <summary>Electors that somebody else has placed: <see cref="LeaderElectionOptions.TakesOver"/>.</summary>
public class TakesOverTests
{
    private readonly SimulatedActorSystem _system;
    private readonly FakeApi _api;
    private readonly SortedSet<string> _leading = new(StringComparer.Ordinal);
    private readonly List<LeaderToken> _tokens = [];
    private readonly Dictionary<string, IApiClient> _writers = [];

    public TakesOverTests()
        : this(1)
    {
    }

    private TakesOverTests(ulong seed)
    {
        _system = new SimulatedActorSystem(seed);
        _api = new FakeApi(_system.Time, _system.Entropy);
    }

    private Lease Lease => _api.Find<Lease>("kube-system", "c")!;

    private IEnumerable<string> Holders => _tokens.Select(token => $"{token.Identity} {token.Transitions}");

    [Fact]
    public void HeldAndFresh_IsTakenAtOnce_AndTheOldHoldersWriteIsRefused()
    {
        Stand("a", takesOver: false);
        _system.RunFor(TimeSpan.FromSeconds(10));
        var acquired = Lease.Spec.AcquireTime;
        Stand("b");
        _system.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal(("b", 1), (Lease.Spec.HolderIdentity, Lease.Spec.LeaseTransitions));
        Assert.NotEqual(acquired, Lease.Spec.AcquireTime);
        Assert.Equal(["a 0", "b 1"], Holders);

        var refusal = Assert.Throws<StatusException>(() => _system.Run(() => _writers["a"].CreateAsync(Map("late"))));
        Assert.True(refusal.IsLeadershipEnded);
        _system.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["b"], _leading);
        _system.RunFor(TimeSpan.FromMinutes(5));
        Assert.Equal(["a 0", "b 1"], Holders);
    }

    [Fact]
    public void BothArePlaced_EachLetsTheOtherHaveItForItsDuration()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(10));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(["b"], _leading);
        _system.RunFor(TimeSpan.FromSeconds(11.5));
        Assert.Equal(["a 0", "b 1"], Holders);

        _system.RunFor(TimeSpan.FromSeconds(4));
        Assert.Equal(["a 0", "b 1", "a 2"], Holders);
        _system.RunFor(TimeSpan.FromMinutes(2));
        Assert.InRange(_tokens.Count, 7, 11);
    }

    [Fact]
    public void TheOtherGivesItUp_WhoWaitedLeadsWithinARetry()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(10));
        var b = Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(4));
        _system.Run(() => _system.StopAsync(b));
        _system.RunFor(TimeSpan.FromSeconds(2.1));

        Assert.Equal(["a 0", "b 1", "a 2"], Holders);
        Assert.Equal(["a"], _leading);
    }

    [Fact]
    public void CutOffWhileAnotherTookOver_LetsItHaveTheLease()
    {
        var isCut = false;
        Stand("a", isCut: () => isCut);
        _system.RunFor(TimeSpan.FromSeconds(10));
        isCut = true;
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(13));
        Assert.Equal(["b"], _leading);
        isCut = false;
        _system.RunFor(TimeSpan.FromSeconds(12));

        Assert.Equal(["a 0", "b 1"], Holders);
    }

    [Theory]
    [InlineData("the holder renews in between, three times", 3, 4, true)]
    [InlineData("it renews in between, always", 1000, 5, false)]
    public void HolderRenewsInBetween_IsTriedAgainAtOnce_FiveTimes(string situation, int races, int tries, bool leads)
    {
        Stand("a", takesOver: false);
        _system.RunFor(TimeSpan.FromSeconds(10));
        var updates = 0;
        _api.Fault = call =>
        {
            if (call.Verb == "update" && updates++ < races)
                _api.Put(Lease with { Spec = Lease.Spec with { RenewTime = Wall } });
            return null;
        };
        Stand("b");
        _system.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.True((updates, _leading.Contains("b")) == (tries, leads), situation);
        if (leads)
            return;
        _system.RunFor(TimeSpan.FromSeconds(2));
        Assert.InRange(updates, 10, 11);
        _api.Fault = null;
        _system.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(["b"], _leading);
    }

    [Fact]
    public void AnswersOfOneAreLost_TheOtherIsNotDrivenOutAtEveryAttempt()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(10));
        // What b writes arrives, and it never hears so.
        _api.LostAnswer = call => call is { Verb: "update", Kind.Plural: "leases" } && Lease.Spec.HolderIdentity == "b"
            ? new ApiUnreachableException("lost")
            : null;
        Stand("b");
        _system.RunFor(TimeSpan.FromMinutes(5));

        Assert.DoesNotContain("b", _leading);
        // Each has it for about a duration at a time, though b to no avail.
        Assert.InRange(_tokens.Count, 7, 11);
    }

    [Fact]
    public void LeaseIsMadeAnewByAnother_CountsAsTakenAfterUs()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _api.Remove<Lease>("kube-system", "c");
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(12));

        Assert.Equal(["a 0", "b 0"], Holders);
        Assert.Equal(["b"], _leading);
    }

    /// <summary>Placement moves between three members, and the old one need not know: it sleeps, is cut off, loses
    /// answers, or its clock is set; its tree writes all the while.</summary>
    [Fact]
    public void PlacementMoves_NoWriteOfAnOldHolderComesAfterItsSuccessors()
    {
        var written = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            var run = new TakesOverTests(seed);
            run.MovePlacement(seed);
            written += run._api.All<ConfigMap>().Count;
        }
        Assert.InRange(written, 3000, int.MaxValue);
    }

    private DateTimeOffset Wall => _system.Clock.GetUtcNow().AddTicks(_system.Steps * 10);

    private static ConfigMap Map(string name) => new() { Metadata = new() { Namespace = "default", Name = name } };

    private void MovePlacement(ulong seed)
    {
        var choices = _system.Fork("faults");
        var (placed, cut, deaf) = (new Dictionary<string, Actors.IActorRef>(), new HashSet<string>(), new HashSet<string>());
        var asleep = new HashSet<string>();
        var starts = 0;
        _api.LostAnswer = call => deaf.Contains(call is { Verb: "update", Kind.Plural: "leases" }
            ? Lease.Spec.HolderIdentity![..Math.Min(1, Lease.Spec.HolderIdentity!.Length)]
            : call.Key.Name?.Split('-')[^1] ?? "")
            ? new ApiUnreachableException("lost")
            : null;
        for (var i = 0; i < 40; i++)
        {
            var name = "abc"[choices.Next(3)].ToString();
            switch (choices.Next(8))
            {
                case 0 or 1 when !placed.ContainsKey(name):
                    placed[name] = Stand(
                        name, isCut: () => cut.Contains(name), writes: true, identity: $"{name}_{++starts}");
                    break;
                case 2 when placed.ContainsKey(name) && asleep.Add(name):
                    _system.Pause($"/elector-{name}");
                    break;
                case 3 when asleep.Remove(name):
                    _system.Resume($"/elector-{name}");
                    break;
                case 4 when placed.ContainsKey(name) && !asleep.Contains(name) && placed.Remove(name, out var left):
                    _system.Run(() => _system.StopAsync(left));
                    break;
                case 5 when !cut.Remove(name):
                    cut.Add(name);
                    break;
                case 6 when !deaf.Remove(name):
                    deaf.Add(name);
                    break;
                case 7:
                    _system.Clock.Jump(TimeSpan.FromHours(choices.Next(20) - 10));
                    break;
            }
            _system.RunFor(TimeSpan.FromMilliseconds(choices.Next(12_000)));
        }
        cut.Clear();
        deaf.Clear();
        foreach (var name in asleep)
            _system.Resume($"/elector-{name}");
        Check(seed);
        foreach (var left in placed.Values)
            _system.Run(() => _system.StopAsync(left));
        Assert.Empty(_leading);
        // Placed where it was not: leads at once, whatever the others left behind.
        Stand("d", writes: true);
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["d"], _leading);
        Check(seed);
    }

    /// <summary>What was written is of one leadership after the other, in the order in which it was written.</summary>
    private void Check(ulong seed)
    {
        var last = 0;
        foreach (var map in _api.All<ConfigMap>().OrderBy(map => long.Parse(map.ResourceVersion!)))
        {
            var transitions = int.Parse(map.Data["transitions"]!);
            Assert.True(last <= transitions, $"seed {seed}: {map.Metadata.Name} came after a write of {last}");
            last = transitions;
        }
    }

    private IActorRef<LeaderElectorMessage> Stand(
        string name, bool takesOver = true, Func<bool>? isCut = null, bool writes = false, string? identity = null)
    {
        var api = new CutClient(_api, isCut ?? (() => false));
        var options = new LeaderElectionOptions(new("kube-system", "c"), identity ?? name) { TakesOver = takesOver };
        return _system.Spawn(
            "elector-" + name,
            () => new LeaderElector(api, options, (context, leadership) =>
            {
                _tokens.Add(leadership.Token);
                var fenced = _writers[name] = leadership.Attach(api);
                return context.Spawn<object>(
                    "led", () => new Led(_leading, name, writes ? fenced : null, leadership.Token.Transitions));
            }));
    }

    /// <summary>Writes under its token four times a second.</summary>
    private sealed class Led(SortedSet<string> leading, string name, IApiClient? api, int transitions) : Actor<object>
    {
        private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

        private int _written;

        public override ValueTask OnStartAsync()
        {
            leading.Add(name);
            if (api is not null)
                Context.Timers.Every("write", Period, new object());
            return default;
        }

        public override async ValueTask OnMessageAsync(object message)
        {
            var map = Map($"{transitions}-{_written++}-{name}") with
            {
                Data = Api.Values.ValueMap.Of(("transitions", transitions.ToString())),
            };
            try
            {
                await api!.CreateAsync(map, cancellation: Ended);
            }
            catch (Exception error) when (error is StatusException or ApiUnreachableException)
            {
                // Refused, or perhaps not: what was written says it.
            }
        }

        public override ValueTask OnStopAsync()
        {
            leading.Remove(name);
            return default;
        }
    }
}
