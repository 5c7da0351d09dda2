using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Tests.Clusters;

/// <summary>Control planes on one database, as far as <see cref="JournalSight"/> sees them: who is the oldest, who
/// reaches the database, and what becomes of one that leaves.</summary>
/// <remarks>A way that is whole again is noticed up to seven seconds later: then a connect that hung has ended and the
/// next has begun. Who left is started again after five seconds, and again until it reaches the database.</remarks>
internal sealed class SightModel
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500), Restart = TimeSpan.FromSeconds(5);
    private const double ReconnectSecondsMax = 7;

    private readonly SimulatedActorSystem _system;
    private readonly Entropy _entropy;
    private readonly List<Member> _byAge = [];
    private readonly List<ITimer> _timers = [];
    private int _started;

    public SightModel(ulong seed, int members)
    {
        _system = new SimulatedActorSystem(seed);
        _entropy = _system.Fork("model");
        for (var i = 0; i < members; i++)
            Start($"cp-{i + 1}");
    }

    public JournalSightOptions Options { get; } = new();

    /// <summary>Who left, when, and for whom.</summary>
    public List<(string Who, TimeSpan At, string For)> Left { get; } = [];

    /// <summary>Who was found to be silent, or heard again.</summary>
    public List<string> Told { get; } = [];

    public string Oldest => _byAge[0].Name;

    public TimeSpan Now => _system.Time.GetElapsedTime(0);

    public Entropy Entropy => _entropy;

    /// <summary>Names of members whose way is cut, over their restarts.</summary>
    private HashSet<string> Cut { get; } = new(StringComparer.Ordinal);

    private TimeSpan _downAt = TimeSpan.MaxValue, _cutAt = TimeSpan.MaxValue;

    public void RunFor(double seconds) => _system.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>Between this member and the database alone.</summary>
    public void CutOff(string member)
    {
        Cut.Add(member);
        _cutAt = Now;
    }

    public void Mend(string member)
    {
        Cut.Remove(member);
        Reconnect(_byAge.Where(one => one.Name == member));
    }

    /// <summary>For everybody.</summary>
    public void StopDatabase()
    {
        _downAt = Now;
        // Its connections are closed: that is noticed, however soon it is back.
        foreach (var member in _byAge)
            member.Hearing.Failed();
    }

    public void StartDatabase()
    {
        _downAt = TimeSpan.MaxValue;
        Reconnect(_byAge);
    }

    /// <summary>The process stands still.</summary>
    public void Pause(string member, double seconds)
    {
        var one = _byAge.Single(m => m.Name == member);
        one.IsPaused = true;
        _system.Pause($"/{one.Id}");
        After(TimeSpan.FromSeconds(seconds), () =>
        {
            one.IsPaused = false;
            _system.Resume($"/{one.Id}");
        });
    }

    /// <summary>The database can be reached from there, or could within the time in which an answer counts.</summary>
    public bool CanHear(string member)
    {
        var recently = Now - Options.HeardWithin - Poll;
        return _downAt >= recently && (!Cut.Contains(member) || _cutAt >= recently);
    }

    private bool Reaches(Member member) =>
        _downAt == TimeSpan.MaxValue && !Cut.Contains(member.Name) && Now >= member.ReachesFrom;

    private void Start(string name)
    {
        var member = new Member(name, $"{name}-{++_started}", new JournalHearing(_system.Time, Options.GapMax));
        _byAge.Add(member);
        var ports = new Ports(this, member);
        member.Sight = _system.Spawn(member.Id, () => new JournalSight(member.Hearing, ports, ports, Options));
        ListenOn(member);
    }

    /// <summary>As a store asks its journal when nothing happens, or fails to.</summary>
    private void ListenOn(Member member) => After(Poll * (0.8 + (0.4 * _entropy.NextDouble())), () =>
    {
        if (!_byAge.Contains(member))
            return;
        if (!member.IsPaused && Reaches(member))
            member.Hearing.Heard();
        else if (!member.IsPaused)
            member.Hearing.Failed();
        ListenOn(member);
    });

    private void Reconnect(IEnumerable<Member> members)
    {
        foreach (var member in members)
            member.ReachesFrom = Now + TimeSpan.FromSeconds(ReconnectSecondsMax * _entropy.NextDouble());
    }

    private void Leave(Member member, JournalWitness hears)
    {
        Left.Add((member.Name, Now, hears.Member));
        // Its handover takes a moment, in which it is still the oldest.
        After(TimeSpan.FromSeconds(1), () =>
        {
            _byAge.Remove(member);
            _system.Kill($"/{member.Id}");
            StartAgain(member);
        });
    }

    private void StartAgain(Member member) => After(Restart, () =>
    {
        if (Reaches(member))
            Start(member.Name);
        else
            StartAgain(member);
    });

    private void After(TimeSpan delay, Action then)
    {
        ITimer? timer = null;
        timer = _system.Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                _timers.Remove(timer!);
                then();
            },
            null, delay, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
    }

    private sealed record Member(string Name, string Id, JournalHearing Hearing)
    {
        public IActorRef? Sight { get; set; }

        public TimeSpan ReachesFrom { get; set; }

        public bool IsPaused { get; set; }
    }

    private sealed class Ports(SightModel model, Member self) : IJournalSightPorts, IJournalWitnesses
    {
        public bool IsPlacedHere => model._byAge[0] == self;

        public async ValueTask<IReadOnlyList<JournalWitness>> AskAsync(CancellationToken cancellation)
        {
            await DelayAsync(0.2);
            return
            [
                .. model._byAge.Where(other => other != self && !other.IsPaused)
                    .Select(other => (other.Name, Look: other.Hearing.Look()))
                    .Select(other => new JournalWitness(other.Name, other.Look.Silence, other.Look.Steady)),
            ];
        }

        public async ValueTask ProbeAsync(CancellationToken cancellation)
        {
            await DelayAsync(model.Reaches(self) ? 0.05 : 5);
            if (!model.Reaches(self))
                throw new JournalException("no route");
            self.Hearing.Heard();
        }

        public void Leave(TimeSpan silence, JournalWitness hears) => model.Leave(self, hears);

        public void Lost(TimeSpan silence) => model.Told.Add($"{self.Name} lost");

        public void Back() => model.Told.Add($"{self.Name} back");

        private async Task DelayAsync(double secondsMax)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            model.After(TimeSpan.FromSeconds(secondsMax * model._entropy.NextDouble()), done.SetResult);
            await done.Task;
        }
    }
}
