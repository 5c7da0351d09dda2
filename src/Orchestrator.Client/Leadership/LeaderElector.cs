using Orchestrator.Actors;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client;

/// <summary>Stands for a Lease and runs a tree beneath itself while it leads.</summary>
/// <remarks>
/// <paramref name="lead"/> spawns the tree as a child; whatever the tree writes goes through clients that its
/// <see cref="Leadership"/> gave it. Losing the Lease, failing to renew it within the deadline, or a write refused
/// under its token ends the tree; when it has ended, the elector stands again. One that takes over
/// (<see cref="LeaderElectionOptions.TakesOver"/>) waits for nobody's Lease to run out.
/// Invariants: the tree is told to end at the latest one renew deadline after the last renewal was begun, by a clock
/// that no one can set; each tree has a token of its own; and where this process slept through all that, the token
/// stops its writes. <paramref name="api"/> carries no token: it writes the Lease.
/// </remarks>
/// <param name="events">For "… became leader", under the component's name; not through a led client.</param>
public sealed class LeaderElector(
    IApiClient api, LeaderElectionOptions options,
    Func<IActorContext<LeaderElectorMessage>, Leadership, IActorRef> lead, IEventRecorder? events = null)
    : Actor<LeaderElectorMessage>
{
    /// <summary>Attempts at once, one after the other, of one that takes over from a holder who goes on
    /// renewing.</summary>
    private const int RacesMax = 5;

    private readonly LeaderElection _election = new(options.Validated());
    private LeaderToken? _token;
    private Lease? _held;
    private IActorRef? _led;
    private int _attempt;
    private int _races;

    /// <summary>Never set by anyone, unlike a wall clock.</summary>
    private TimeSpan Now => Time.GetElapsedTime(0);

    private DateTimeOffset Wall => (options.WallClock ?? Time).GetUtcNow();

    public override ValueTask OnStartAsync()
    {
        Try();
        return default;
    }

    public override ValueTask OnMessageAsync(LeaderElectorMessage message)
    {
        switch (message)
        {
            case TryDue:
                Try();
                break;
            case Tried m when m.Attempt == _attempt:
                Take(m);
                break;
            case DeadlinePassed:
                StepDown();
                break;
            case WasRefused m when m.Token == _token:
                StepDown();
                break;
            case LedStopped:
                _led = null;
                EndLeadership();
                Schedule();
                break;
        }
        return default;
    }

    public override async ValueTask OnStopAsync()
    {
        if (_token is not { } token)
            return;
        EndLeadership();
        if (!options.ReleaseOnStop)
            return;
        try
        {
            await ReleaseAsync(token).AsTask().WaitAsync(options.RetryPeriod, Time);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException or TimeoutException)
        {
            // Without the release others wait until the Lease runs out: slower, and as safe.
        }
    }

    private async ValueTask ReleaseAsync(LeaderToken token)
    {
        var lease = await api.GetAsync<Lease>(options.Lease);
        if (token.IsOf(lease))
            await api.UpdateAsync(_election.Release(lease, Wall));
    }

    private void Try()
    {
        var attempt = ++_attempt;
        var begun = Now;
        // An answer later than that is none: the deadline it would move has passed.
        var outcome = TryAsync(_token).AsTask().WaitAsync(options.RenewDeadline, Time, Ended);
        Context.Pipe(
            new ValueTask<Outcome>(outcome),
            outcome => new Tried(attempt, begun, outcome),
            error => new Tried(attempt, begun, Failed(error)));
    }

    private Outcome Failed(Exception error)
    {
        if (error is StatusException { IsConflict: true } or StatusException { IsAlreadyExists: true })
            return Outcome.Raced;
        options.OnFailure?.Invoke(error);
        return Outcome.Nothing;
    }

    /// <summary>One attempt to take the Lease, or to renew it as the leader that <paramref name="token"/>
    /// says.</summary>
    private async ValueTask<Outcome> TryAsync(LeaderToken? token)
    {
        var found = await FindAsync();
        _election.Observe(found, Now);
        if (token is not null && !token.IsOf(found))
            return Outcome.Lost;
        var claim = token is null ? _election.Claim(found, Now, Wall) : _election.Renew(found!, Wall);
        if (claim is null)
            return Outcome.Nothing;
        var written = found is null ? await api.CreateAsync(claim, Ended) : await api.UpdateAsync(claim, Ended);
        _election.Observe(written, Now);
        return new Outcome(written);
    }

    private async ValueTask<Lease?> FindAsync()
    {
        try
        {
            return await api.GetAsync<Lease>(options.Lease, Ended);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private void Take(Tried tried)
    {
        if (tried.Outcome == Outcome.Lost)
        {
            StepDown();
            return;
        }
        _races = tried.Outcome == Outcome.Raced ? _races + 1 : 0;
        if (options.TakesOver && _races is > 0 and < RacesMax)
        {
            Try();
            return;
        }
        _races = 0;
        var left = tried.Begun + options.RenewDeadline - Now;
        if (tried.Outcome.Lease is { } lease && left > TimeSpan.Zero)
        {
            _held = lease;
            Context.Timers.Once(nameof(DeadlinePassed), left, new DeadlinePassed());
            if (_token is null)
                Lead(lease);
        }
        Schedule();
    }

    private void Lead(Lease lease)
    {
        var (token, self) = (LeaderToken.Of(lease), Self);
        _token = token;
        _led = lead(Context, new Leadership(token, () => self.Tell(new WasRefused(token))));
        Context.Watch(_led, new LedStopped());
        Tell(lease, "became leader", leads: true);
    }

    private void StepDown()
    {
        EndLeadership();
        Context.Timers.Cancel(nameof(TryDue));
        if (_led is { } led)
            Context.Stop(led);
        else
            Schedule();
    }

    private void EndLeadership()
    {
        if (_token is null)
            return;
        _token = null;
        // What is under way was asked for by a leader; its answer makes nobody one.
        _attempt++;
        Context.Timers.Cancel(nameof(DeadlinePassed));
        Tell(_held!, "stopped leading", leads: false);
    }

    private void Tell(Lease lease, string what, bool leads)
    {
        options.OnChange?.Invoke(leads);
        events?.Normal(lease, "LeaderElection", $"{options.Identity} {what}");
    }

    private void Schedule()
    {
        // Candidates that began together must not knock together for ever.
        var pause = _token is null && !options.TakesOver
            ? options.RetryPeriod * (1 + LeaderElectionOptions.JitterFactor * Context.System.Entropy.NextDouble())
            : options.RetryPeriod;
        Context.Timers.Once(nameof(TryDue), pause, new TryDue());
    }

    /// <summary>What an attempt came to: the Lease as written; or, without one, that it is another's, that another
    /// wrote at the same time, or nothing.</summary>
    private sealed record Outcome(Lease? Lease, string Why = "")
    {
        public static Outcome Nothing { get; } = new(null, nameof(Nothing));

        public static Outcome Raced { get; } = new(null, nameof(Raced));

        public static Outcome Lost { get; } = new(null, nameof(Lost));
    }

    private sealed record TryDue : LeaderElectorMessage;

    private sealed record Tried(int Attempt, TimeSpan Begun, Outcome Outcome) : LeaderElectorMessage;

    private sealed record DeadlinePassed : LeaderElectorMessage;

    private sealed record WasRefused(LeaderToken Token) : LeaderElectorMessage;

    private sealed record LedStopped : LeaderElectorMessage;
}
