using Orchestrator.Actors;

namespace Orchestrator.Hosting.Joining;

/// <summary>Renews a certificate of this process before it ends, while the process runs on.</summary>
/// <remarks>Due after 70 to 90 % of the certificate's life. A renewal that fails is tried again, more and more rarely,
/// until the certificate ends and beyond. Long waits are cut, since clocks jump and machines sleep.</remarks>
internal sealed class CertificateRotation(
    Func<DateTimeOffset> dueAfterRenewal, Func<CancellationToken, Task> renew, Action<Exception> failed)
    : Actor<CertificateRotationMessage>
{
    private static readonly TimeSpan LookMax = TimeSpan.FromHours(1);
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), Jitter: 0.5);

    private DateTimeOffset _due;
    private int _failures;

    public override ValueTask OnStartAsync()
    {
        _due = dueAfterRenewal();
        Schedule();
        return default;
    }

    public override ValueTask OnMessageAsync(CertificateRotationMessage message)
    {
        switch (message)
        {
            case LookDue when Time.GetUtcNow() < _due:
                Schedule();
                break;
            case LookDue:
                Context.Pipe(RenewAsync(), () => new Renewed(), error => new NotRenewed(error));
                break;
            case Renewed:
                _failures = 0;
                _due = dueAfterRenewal();
                Schedule();
                break;
            case NotRenewed m:
                failed(m.Error);
                Context.Timers.Once(nameof(LookDue), Pauses.After(++_failures, Context.System.Entropy), new LookDue());
                break;
        }
        return default;
    }

    private async ValueTask RenewAsync() => await renew(Ended);

    private void Schedule()
    {
        var wait = _due - Time.GetUtcNow();
        if (wait > LookMax)
            wait = LookMax;
        Context.Timers.Once(nameof(LookDue), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, new LookDue());
    }

    private sealed record LookDue : CertificateRotationMessage;

    private sealed record Renewed : CertificateRotationMessage;

    private sealed record NotRenewed(Exception Error) : CertificateRotationMessage;
}

/// <summary>Messages of a <see cref="CertificateRotation"/>; all come from itself.</summary>
internal abstract record CertificateRotationMessage
{
    private protected CertificateRotationMessage()
    {
    }
}
