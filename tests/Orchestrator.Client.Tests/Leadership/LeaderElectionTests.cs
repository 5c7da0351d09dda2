using Orchestrator.Api.Coordination.V1;

namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly LeaderElectionOptions Options = new(new("kube-system", "c"), "me");

    private readonly LeaderElection _election = new(Options);

    [Fact]
    public void NoLease_IsClaimedWithNoTransition()
    {
        _election.Observe(null, Now);
        var claim = _election.Claim(null, Now)!;

        Assert.Equal("me", claim.Spec.HolderIdentity);
        Assert.Equal(15, claim.Spec.LeaseDurationSeconds);
        Assert.Equal(0, claim.Spec.LeaseTransitions);
        Assert.Equal("kube-system/c", claim.Key.ToString());
    }

    [Fact]
    public void HeldByAnother_IsLeftUntilItHasNotChangedForItsDuration()
    {
        var lease = Held("other", 3);
        _election.Observe(lease, Now);

        Assert.Null(_election.Claim(lease, Now.AddSeconds(14.9)));
        var claim = _election.Claim(lease, Now.AddSeconds(15))!;
        Assert.Equal("me", claim.Spec.HolderIdentity);
        Assert.Equal(4, claim.Spec.LeaseTransitions);
    }

    [Fact]
    public void RenewedByAnother_CountsFromWhenThatWasSeen()
    {
        _election.Observe(Held("other", 0), Now);
        var renewed = Held("other", 0, Now.AddSeconds(10));
        _election.Observe(renewed, Now.AddSeconds(12));

        Assert.Null(_election.Claim(renewed, Now.AddSeconds(26)));
        Assert.NotNull(_election.Claim(renewed, Now.AddSeconds(27)));
    }

    [Fact]
    public void ClockOfAnotherIsFarAhead_DoesNotMatter()
    {
        var lease = Held("other", 0, Now.AddDays(1));
        _election.Observe(lease, Now);

        Assert.NotNull(_election.Claim(lease, Now.AddSeconds(15)));
    }

    [Fact]
    public void GivenUp_IsClaimedAtOnce()
    {
        var lease = _election.Release(Held("other", 2), Now);
        _election.Observe(lease, Now);

        Assert.Equal(3, _election.Claim(lease, Now)!.Spec.LeaseTransitions);
    }

    [Fact]
    public void Ours_IsRenewedWithoutATransition()
    {
        var lease = Held("me", 5);
        _election.Observe(lease, Now);
        var claim = _election.Claim(lease, Now.AddSeconds(2))!;

        Assert.Equal(5, claim.Spec.LeaseTransitions);
        Assert.Equal(lease.Spec.AcquireTime, claim.Spec.AcquireTime);
        Assert.Equal(Now.AddSeconds(2), claim.Spec.RenewTime!.Value.Moment);
    }

    private static Lease Held(string holder, int transitions, DateTimeOffset? renewed = null) => new()
    {
        Metadata = new() { Namespace = "kube-system", Name = "c", Uid = "u", ResourceVersion = "1" },
        Spec = new LeaseSpec
        {
            HolderIdentity = holder,
            LeaseDurationSeconds = 15,
            AcquireTime = Now,
            RenewTime = renewed ?? Now,
            LeaseTransitions = transitions,
        },
    };
}
