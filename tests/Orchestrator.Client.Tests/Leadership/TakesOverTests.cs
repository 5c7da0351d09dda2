using Orchestrator.Actors;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;

namespace Orchestrator.Client.Tests.Leadership;

/// <summary>Electors that somebody else has placed: <see cref="LeaderElectionOptions.TakesOver"/>.</summary>
public class TakesOverTests : ElectorStage
{
    public TakesOverTests()
        : this(1)
    {
    }

    private TakesOverTests(ulong seed)
        : base(seed)
    {
    }

    private IEnumerable<string> Holders => Tokens.Select(token => $"{token.Identity} {token.Transitions}");

    [Fact]
    public void HeldAndFresh_IsTakenAtOnce_AndTheOldHoldersWriteIsRefused()
    {
        Place("a", takesOver: false);
        Actors.RunFor(TimeSpan.FromSeconds(10));
        var acquired = Lease.Spec.AcquireTime;
        Place("b");
        Actors.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal(("b", 1), (Lease.Spec.HolderIdentity, Lease.Spec.LeaseTransitions));
        Assert.NotEqual(acquired, Lease.Spec.AcquireTime);
        Assert.Equal(["a 0", "b 1"], Holders);

        var refusal = Assert.Throws<StatusException>(() => Actors.Run(() => Writers["a"].CreateAsync(Map("late"))));
        Assert.True(refusal.IsLeadershipEnded);
        Actors.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["b"], Leading);
        Actors.RunFor(TimeSpan.FromMinutes(5));
        Assert.Equal(["a 0", "b 1"], Holders);
    }

    [Fact]
    public void BothArePlaced_EachLetsTheOtherHaveItForItsDuration()
    {
        Place("a");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Place("b");
        Actors.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(["b"], Leading);
        Actors.RunFor(TimeSpan.FromSeconds(11.5));
        Assert.Equal(["a 0", "b 1"], Holders);

        Actors.RunFor(TimeSpan.FromSeconds(4));
        Assert.Equal(["a 0", "b 1", "a 2"], Holders);
        Actors.RunFor(TimeSpan.FromMinutes(2));
        Assert.InRange(Tokens.Count, 7, 11);
    }

    [Fact]
    public void TheOtherGivesItUp_WhoWaitedLeadsWithinARetry()
    {
        Place("a");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        var b = Place("b");
        Actors.RunFor(TimeSpan.FromSeconds(4));
        Actors.Run(() => Actors.StopAsync(b));
        Actors.RunFor(TimeSpan.FromSeconds(2.1));

        Assert.Equal(["a 0", "b 1", "a 2"], Holders);
        Assert.Equal(["a"], Leading);
    }

    [Fact]
    public void CutOffWhileAnotherTookOver_LetsItHaveTheLease()
    {
        Place("a");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Cut.Add("a");
        Place("b");
        Actors.RunFor(TimeSpan.FromSeconds(13));
        Assert.Equal(["b"], Leading);
        Cut.Clear();
        Actors.RunFor(TimeSpan.FromSeconds(12));

        Assert.Equal(["a 0", "b 1"], Holders);
    }

    [Theory]
    [InlineData("the holder renews in between, three times", 3, 4, true)]
    [InlineData("it renews in between, always", 1000, 5, false)]
    public void HolderRenewsInBetween_IsTriedAgainAtOnce_FiveTimes(string situation, int races, int tries, bool leads)
    {
        Place("a", takesOver: false);
        Actors.RunFor(TimeSpan.FromSeconds(10));
        var updates = 0;
        Server.Fault = call =>
        {
            if (call.Verb == "update" && updates++ < races)
                Server.Put(Lease with { Spec = Lease.Spec with { RenewTime = Wall } });
            return null;
        };
        Place("b");
        Actors.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.True((updates, Leading.Contains("b")) == (tries, leads), situation);
        if (leads)
            return;
        Actors.RunFor(TimeSpan.FromSeconds(2));
        Assert.InRange(updates, 10, 11);
        Server.Fault = null;
        Actors.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(["b"], Leading);
    }

    [Fact]
    public void AnswersOfOneAreLost_TheOtherIsNotDrivenOutAtEveryAttempt()
    {
        Place("a");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        // What b writes arrives, and it never hears so.
        Server.LostAnswer = call =>
            call is { Verb: "update", Kind.Plural: "leases" } && Lease.Spec.HolderIdentity == "b"
                ? new ApiUnreachableException("lost")
                : null;
        Place("b");
        Actors.RunFor(TimeSpan.FromMinutes(5));

        Assert.DoesNotContain("b", Leading);
        // Each has it for about a duration at a time, though b to no avail.
        Assert.InRange(Tokens.Count, 7, 11);
    }

    [Fact]
    public void LeaseIsMadeAnewByAnother_CountsAsTakenAfterUs()
    {
        Place("a");
        Actors.RunFor(TimeSpan.FromSeconds(10));
        Server.Remove<Lease>("kube-system", "c");
        Place("b");
        Actors.RunFor(TimeSpan.FromSeconds(12));

        Assert.Equal(["a 0", "b 0"], Holders);
        Assert.Equal(["b"], Leading);
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
            written += run.Server.All<ConfigMap>().Count;
        }
        Assert.InRange(written, 3000, int.MaxValue);
    }

    private DateTimeOffset Wall => Actors.Clock.GetUtcNow().AddTicks(Actors.Steps * 10);

    private void MovePlacement(ulong seed)
    {
        var choices = Actors.Fork("faults");
        var (placed, deaf) = (new Dictionary<string, IActorRef>(), new HashSet<string>());
        var asleep = new HashSet<string>();
        var starts = 0;
        Server.LostAnswer = call => deaf.Contains(call is { Verb: "update", Kind.Plural: "leases" }
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
                    placed[name] = Place(name, writes: true, identity: $"{name}_{++starts}");
                    break;
                case 2 when placed.ContainsKey(name) && asleep.Add(name):
                    Actors.Pause($"/elector-{name}");
                    break;
                case 3 when asleep.Remove(name):
                    Actors.Resume($"/elector-{name}");
                    break;
                case 4 when placed.ContainsKey(name) && !asleep.Contains(name) && placed.Remove(name, out var left):
                    Actors.Run(() => Actors.StopAsync(left));
                    break;
                case 5 when !Cut.Remove(name):
                    Cut.Add(name);
                    break;
                case 6 when !deaf.Remove(name):
                    deaf.Add(name);
                    break;
                case 7:
                    Actors.Clock.Jump(TimeSpan.FromHours(choices.Next(20) - 10));
                    break;
            }
            Actors.RunFor(TimeSpan.FromMilliseconds(choices.Next(12_000)));
        }
        Cut.Clear();
        deaf.Clear();
        foreach (var name in asleep)
            Actors.Resume($"/elector-{name}");
        Check(seed);
        foreach (var left in placed.Values)
            Actors.Run(() => Actors.StopAsync(left));
        Assert.Empty(Leading);
        // Placed where it was not: leads at once, whatever the others left behind.
        Place("d", writes: true);
        Actors.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(["d"], Leading);
        Check(seed);
    }

    /// <summary>What was written is of one leadership after the other, in the order in which it was written.</summary>
    private void Check(ulong seed)
    {
        var last = 0;
        foreach (var map in Server.All<ConfigMap>().OrderBy(map => long.Parse(map.ResourceVersion!)))
        {
            var transitions = int.Parse(map.Data["transitions"]!);
            Assert.True(last <= transitions, $"seed {seed}: {map.Metadata.Name} came after a write of {last}");
            last = transitions;
        }
    }

    private IActorRef<LeaderElectorMessage> Place(
        string name, bool takesOver = true, bool writes = false, string? identity = null) => Stand(
        name,
        options => options with { TakesOver = takesOver, Identity = identity ?? name },
        writes ? (api, token) => new Writing(Leading, name, api, token.Transitions) : null);

    /// <summary>Writes under its token four times a second.</summary>
    private sealed class Writing(SortedSet<string> leading, string name, IApiClient api, int transitions)
        : Led(leading, name)
    {
        private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

        private readonly string _name = name;
        private int _written;

        public override ValueTask OnStartAsync()
        {
            Context.Timers.Every("write", Period, new object());
            return base.OnStartAsync();
        }

        public override async ValueTask OnMessageAsync(object message)
        {
            var map = Map($"{transitions}-{_written++}-{_name}") with
            {
                Data = ValueMap.Of(("transitions", transitions.ToString())),
            };
            try
            {
                await api.CreateAsync(map, cancellation: Ended);
            }
            catch (Exception error) when (error is StatusException or ApiUnreachableException)
            {
                // Refused, or perhaps not: what was written says it.
            }
        }
    }
}
