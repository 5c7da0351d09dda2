using Orchestrator.Actors;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client;

/// <summary>Stands for a Lease and runs a tree beneath itself while it leads.</summary>
/// <remarks>
/// <paramref name="lead"/> spawns the tree as a child and is given the token of this leadership. Losing the Lease, or
/// failing to renew it within the deadline, ends the tree and waits until it has ended before standing again.
/// Invariant: the tree runs only between a write of the Lease and the renew deadline after the last one.
/// </remarks>
public sealed class LeaderElector(
    IApiClient api, LeaderElectionOptions options,
    Func<IActorContext<LeaderElectorMessage>, LeaderToken, IActorRef> lead)
    : Actor<LeaderElectorMessage>
{
    private readonly LeaderElection _election = new(options);
    private Lease? _held;
    private IActorRef? _led;
    private DateTimeOffset _renewed;

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
            case Tried m:
                Take(m);
                break;
            case DeadlinePassed when Time.GetUtcNow() - _renewed >= options.RenewDeadline:
                StepDown();
                break;
            case LedStopped:
                _led = null;
                Schedule();
                break;
        }
        return default;
    }

    public override async ValueTask OnStopAsync()
    {
        if (_held is null || !options.ReleaseOnStop)
            return;
        try
        {
            var release = api.UpdateAsync(_election.Release(_held, Time.GetUtcNow()));
            await release.AsTask().WaitAsync(options.RetryPeriod, Time);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException or TimeoutException)
        {
            // Without the release others wait until the Lease runs out: slower, and as safe.
        }
    }

    private void Try() => Context.Pipe(TryAsync(), lease => new Tried(lease), _ => new Tried(null));

    /// <summary>One attempt to take or renew: the Lease as written, or null.</summary>
    private async ValueTask<Lease?> TryAsync()
    {
        var found = await FindAsync();
        var now = Time.GetUtcNow();
        _election.Observe(found, now);
        if (_election.Claim(found, now) is not { } claim)
            return null;
        var written = found is null ? await api.CreateAsync(claim, Ended) : await api.UpdateAsync(claim, Ended);
        _election.Observe(written, now);
        return written;
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

    private void Take(Tried message)
    {
        if (message.Lease is { Spec.RenewTime: { } renewed } lease)
        {
            // From when the claim was made, not answered: others count from what it says.
            _renewed = renewed.Moment;
            _held = lease;
            Context.Timers.Once(
                nameof(DeadlinePassed), _renewed + options.RenewDeadline - Time.GetUtcNow(), new DeadlinePassed());
            _led ??= Lead(lease);
        }
        else if (_held is not null && !_election.IsHolder)
        {
            StepDown();
            return;
        }
        Schedule();
    }

    private IActorRef Lead(Lease lease)
    {
        var token = new LeaderToken(options.Lease, lease.Uid, options.Identity, lease.Spec.LeaseTransitions ?? 0);
        var led = lead(Context, token);
        Context.Watch(led, new LedStopped());
        return led;
    }

    private void StepDown()
    {
        _held = null;
        Context.Timers.Cancel(nameof(DeadlinePassed));
        Context.Timers.Cancel(nameof(TryDue));
        if (_led is { } led)
            Context.Stop(led);
        else
            Schedule();
    }

    private void Schedule()
    {
        // Candidates that began together must not knock together for ever.
        var pause = _held is null
            ? options.RetryPeriod * (1 + 1.2 * Context.System.Entropy.NextDouble())
            : options.RetryPeriod;
        Context.Timers.Once(nameof(TryDue), pause, new TryDue());
    }

    private sealed record TryDue : LeaderElectorMessage;

    private sealed record Tried(Lease? Lease) : LeaderElectorMessage;

    private sealed record DeadlinePassed : LeaderElectorMessage;

    private sealed record LedStopped : LeaderElectorMessage;
}
