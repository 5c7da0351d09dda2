using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Orchestrator.Hosting.Clusters;
using AkkaMembership = Akka.Cluster.Cluster;

namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>Follows who is missed, and does about it what <see cref="DowningPlan"/> says.</summary>
/// <remarks>At most one question is at the arbiter; what it answers is held against what is then so. As long as it does
/// not answer nobody is given up for whom it is asked, and nobody ends.</remarks>
internal sealed class DowningActor(AkkaMembership cluster, DowningSettings settings, Arbiter? arbiter)
    : UntypedActor, IWithTimers
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<UniqueAddress, Member> _members = [];
    private readonly HashSet<UniqueAddress> _unreachable = [];
    private readonly ILoggingAdapter _log = Logging.GetLogger(cluster.System, typeof(DowningActor));
    private TimeSpan _changed, _askedAt;
    private bool _isAsking, _isSilent;

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => cluster.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer(Look.Instance, Look.Instance, DowningSettings.LookPeriod);
    }

    protected override void PostStop() => cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberRemoved removed:
                _members.Remove(removed.Member.UniqueAddress);
                _unreachable.Remove(removed.Member.UniqueAddress);
                break;
            case ClusterEvent.IMemberEvent change:
                _members[change.Member.UniqueAddress] = change.Member;
                if (change is ClusterEvent.MemberUp or ClusterEvent.MemberExited or ClusterEvent.MemberDowned)
                    _changed = Now;
                break;
            case ClusterEvent.UnreachableMember lost:
                SetReachable(lost.Member, false);
                break;
            case ClusterEvent.ReachableMember back:
                SetReachable(back.Member, true);
                break;
            case Look:
                LookAround();
                break;
            case Ruled ruled:
                OnRuled(ruled);
                break;
            case Unanswered unanswered:
                OnUnanswered(unanswered);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void SetReachable(Member member, bool isReachable)
    {
        _members[member.UniqueAddress] = member;
        if (isReachable)
            _unreachable.Remove(member.UniqueAddress);
        else
            _unreachable.Add(member.UniqueAddress);
        _changed = Now;
    }

    private void LookAround()
    {
        if (_isAsking || _unreachable.Count == 0 || Self() is not { } self)
            return;
        switch (DowningPlan.For(self, Members(), Now - _changed, settings, arbiter is not null))
        {
            case DowningStep.End:
                _log.Warning("ends itself: the control planes it belonged to are lost to it");
                cluster.Down(cluster.SelfAddress);
                break;
            case DowningStep.GiveUp step:
                GiveUp(step.Members);
                break;
            case DowningStep.Ask ask when Now - _askedAt >= AskAgainAfter:
                Ask(self.Id, ask);
                break;
        }

        Peer? Self() => _members.TryGetValue(cluster.SelfUniqueAddress, out var member)
            && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Leaving
                ? Describe(member)
                : null;
    }

    private void Ask(string self, DowningStep.Ask ask)
    {
        (_isAsking, _askedAt) = (true, Now);
        arbiter!.RuleAsync(self, ask.ControlPlanes, ask.MayGiveUp).PipeTo(
            Self, Self, ruling => new Ruled(ask, ruling), error => new Unanswered(error));
    }

    private void OnRuled(Ruled ruled)
    {
        (_isAsking, _isSilent) = (false, false);
        switch (ruled.Ruling)
        {
            case Ruling.GoesOn:
                var asked = ruled.Ask.ControlPlanes;
                GiveUp([.. Members().Where(member => member.Standing != Standing.Here && asked.Contains(member.Id)
                    || member is { IsLost: true, IsControlPlane: false }).Select(member => member.Id)]);
                break;
            case Ruling.GivenUp when _unreachable.Count > 0:
                _log.Warning("ends itself: another control plane has given it up, and goes on");
                cluster.Down(cluster.SelfAddress);
                break;
        }
    }

    private void OnUnanswered(Unanswered unanswered)
    {
        _isAsking = false;
        if (!_isSilent)
        {
            _log.Warning(
                "cannot ask the journal which control planes go on, and asks again until it answers: {0}",
                unanswered.Error.GetBaseException().Message);
        }
        _isSilent = true;
    }

    private void GiveUp(IReadOnlyList<string> ids)
    {
        foreach (var member in _members.Values.Where(member => ids.Contains(IdOf(member))).ToList())
        {
            _log.Warning("gives {0} up, unreachable for {1:0.0} s", member.Address, (Now - _changed).TotalSeconds);
            cluster.Down(member.Address);
        }
    }

    private List<Peer> Members()
    {
        var members = _members.Values.Where(member => member.Status is not (
            MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Removed)).ToList();
        members.Sort(Member.AgeOrdering);
        return members.ConvertAll(Describe);
    }

    private Peer Describe(Member member) =>
        new(IdOf(member), member.HasRole(ClusterRoles.ControlPlane), StandingOf(member));

    private Standing StandingOf(Member member)
    {
        if (!_unreachable.Contains(member.UniqueAddress))
            return Standing.Here;
        // In a large cluster a member listens to some of the others only.
        var heard = cluster.FailureDetector.IsMonitoring(member.Address)
            && cluster.FailureDetector.IsAvailable(member.Address);
        return heard ? Standing.Disputed : Standing.Lost;
    }

    private static string IdOf(Member member) =>
        string.Create(CultureInfo.InvariantCulture, $"{member.Address}#{member.UniqueAddress.Uid}");

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record Ruled(DowningStep.Ask Ask, Ruling Ruling);

    private sealed record Unanswered(Exception Error);
}
