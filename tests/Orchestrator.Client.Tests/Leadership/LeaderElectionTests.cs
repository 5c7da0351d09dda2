using Orchestrator.Api.Coordination.V1;

namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectionTests
{
    private static readonly DateTimeOffset Wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LeaderElectionOptions Options = new(new("kube-system", "c"), "me");

    private readonly LeaderElection _election = new(Options);

    [Fact]
    public void NoLease_IsClaimedWithNoTransition()
    {
        _election.Observe(null, At(0));
        var claim = _election.Claim(null, At(0), Wall)!;

        Assert.Equal("me", claim.Spec.HolderIdentity);
        Assert.Equal(15, claim.Spec.LeaseDurationSeconds);
        Assert.Equal(0, claim.Spec.LeaseTransitions);
        Assert.Equal("kube-system/c", claim.Key.ToString());
    }

    [Fact]
    public void HeldByAnother_IsLeftUntilItHasNotChangedForItsDuration()
    {
        var lease = Held("other", 3);
        _election.Observe(lease, At(0));

        Assert.Null(_election.Claim(lease, At(14.9), Wall));
        var claim = _election.Claim(lease, At(15), Wall)!;
        Assert.Equal("me", claim.Spec.HolderIdentity);
        Assert.Equal(4, claim.Spec.LeaseTransitions);
    }

    [Fact]
    public void RenewedByAnother_CountsFromWhenThatWasSeen()
    {
        _election.Observe(Held("other", 0), At(0));
        var renewed = Held("other", 0, Wall.AddSeconds(10));
        _election.Observe(renewed, At(12));

        Assert.Null(_election.Claim(renewed, At(26.9), Wall));
        Assert.NotNull(_election.Claim(renewed, At(27), Wall));
    }

    [Theory]
    [InlineData("its holder's clock is a day ahead", 24, 0)]
    [InlineData("its holder's clock is a day behind", -24, 0)]
    [InlineData("ours jumps ahead", 0, 6)]
    [InlineData("ours jumps back", 0, -6)]
    public void WallClocks_DecideNothing(string situation, int holdersHours, int ourHours)
    {
        var lease = Held("other", 0, Wall.AddHours(holdersHours));
        _election.Observe(lease, At(0));

        Assert.True(_election.Claim(lease, At(14), Wall.AddHours(ourHours)) is null, situation);
        Assert.True(_election.Claim(lease, At(15), Wall.AddHours(ourHours)) is not null, situation);
    }

    [Fact]
    public void GivenUp_IsClaimedAtOnce()
    {
        var lease = _election.Release(Held("other", 2), Wall);
        _election.Observe(lease, At(0));

        Assert.Equal(3, _election.Claim(lease, At(0), Wall)!.Spec.LeaseTransitions);
    }

    [Fact]
    public void OursWithoutLeading_IsANewLeadership()
    {
        var lease = Held("me", 5);
        _election.Observe(lease, At(0));

        Assert.Equal(6, _election.Claim(lease, At(0), Wall)!.Spec.LeaseTransitions);
    }

    [Fact]
    public void Renewal_IsTheSameLeadership()
    {
        var lease = Held("me", 5);
        var renewed = _election.Renew(lease, Wall.AddSeconds(2));

        Assert.True(LeaderToken.Of(lease).IsOf(renewed));
        Assert.Equal(lease.Spec.AcquireTime, renewed.Spec.AcquireTime);
        Assert.Equal(Wall.AddSeconds(2), renewed.Spec.RenewTime!.Value.Moment);
    }

    [Fact]
    public void RenewalByAClockThatStands_IsSeenAllTheSame()
    {
        var lease = Held("me", 5);

        Assert.NotEqual(lease.Spec, _election.Renew(lease, Wall).Spec);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromDays(3) + TimeSpan.FromSeconds(seconds);

    private static Lease Held(string holder, int transitions, DateTimeOffset? renewed = null) => new()
    {
        Metadata = new()
        {
            Namespace = "kube-system",
            Name = "c",
            Uid = "u",
            ResourceVersion = $"{(renewed ?? Wall).Ticks}",
        },
        Spec = new LeaseSpec
        {
            HolderIdentity = holder,
            LeaseDurationSeconds = 15,
            AcquireTime = Wall,
            RenewTime = renewed ?? Wall,
            LeaseTransitions = transitions,
        },
    };
}
