namespace Orchestrator.Node.Probes;

/// <summary>Runs one probe of one container attempt at its period, and reports its verdict.</summary>
/// <remarks>
/// Child of the Pod's worker, which ends it with the container. Invariant: at most one probe in flight; a period that
/// comes
/// meanwhile is skipped. Each failure is an event, as the kubelet's are. As there, the first probe that counts comes
/// a period
/// after the start. Before it, readiness and startup look early and ever less often, so that a program that is up
/// after a
/// moment does not wait a whole period to be found so; what fails then is neither counted nor told.
/// </remarks>
public sealed class ProbeWorker(
    ProbeSubject subject, IProber prober, IContainerRuntime runtime, IEventRecorder events,
    Action<ProbeReported> report)
    : Actor<ProbeMessage>
{
    private readonly ProbeTally _tally = new(
        Math.Max(1, subject.Probe.SuccessThreshold),
        subject.Probe.FailureThreshold > 0 ? subject.Probe.FailureThreshold : 3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private TimeSpan _earlyPause = FirstPause;
    private bool? _reported;
    private bool _probing;
    private bool _early = subject.Kind != ProbeKind.Liveness;

    private TimeSpan Timeout => TimeSpan.FromSeconds(Math.Max(1, subject.Probe.TimeoutSeconds));

    private TimeSpan Period => TimeSpan.FromSeconds(subject.Probe.PeriodSeconds > 0 ? subject.Probe.PeriodSeconds : 10);

    public override ValueTask OnStartAsync()
    {
        var delay = TimeSpan.FromSeconds(subject.Probe.InitialDelaySeconds);
        if (subject.Kind == ProbeKind.Liveness && delay < Period)
            delay = Period;
        var first = subject.StartedAt + delay - Time.GetUtcNow();
        if (first > TimeSpan.Zero)
            Context.Timers.Once(nameof(FirstDue), first, new FirstDue());
        else
            Begin();
        return default;
    }

    public override ValueTask OnMessageAsync(ProbeMessage message)
    {
        switch (message)
        {
            case FirstDue:
                Begin();
                break;
            case EarlyDue when _early && !_probing:
                Probe();
                break;
            case PeriodDue:
                _early = false;
                if (!_probing)
                    Probe();
                break;
            case Probed m:
                _probing = false;
                if (_early && !m.Outcome.Good)
                    LookAgainSoon();
                else
                    Take(m.Outcome);
                break;
        }
        return default;
    }

    private void Begin()
    {
        Context.Timers.Every(nameof(PeriodDue), Period, new PeriodDue());
        Probe();
    }

    private void LookAgainSoon()
    {
        Context.Timers.Once(nameof(EarlyDue), _earlyPause, new EarlyDue());
        _earlyPause *= 2;
    }

    private void Probe()
    {
        _probing = true;
        Context.Pipe(
            RunAsync(), outcome => new Probed(outcome), error => new Probed(new(false, error.Message)));
    }

    private async ValueTask<ProbeOutcome> RunAsync()
    {
        var probe = subject.Probe;
        if (probe.HttpGet is { } http)
        {
            return ProbeTarget.Http(subject.Container, http, subject.PodIp) is { } target
                ? await prober.HttpGetAsync(target, Timeout, Ended)
                : new(false, $"couldn't find port {http.Port} in container {subject.Container.Name}");
        }
        if (probe.TcpSocket is { } tcp)
        {
            return ProbeTarget.Port(subject.Container, tcp.Port) is { } port
                ? await prober.TcpConnectAsync(
                    tcp.Host is { Length: > 0 } host ? host : subject.PodIp, port, Timeout, Ended)
                : new(false, $"couldn't find port {tcp.Port} in container {subject.Container.Name}");
        }
        if (probe.Exec is { } exec)
            return await ExecAsync(exec);
        return new(false, "gRPC probes are not supported by this node; use httpGet, tcpSocket or exec");
    }

    private async ValueTask<ProbeOutcome> ExecAsync(ExecAction exec)
    {
        try
        {
            var result = await runtime.ExecSyncAsync(subject.ContainerId, exec.Command, Timeout, Ended);
            return result.ExitCode == 0 ? ProbeOutcome.Success : new(false, result.Output);
        }
        catch (TimeoutException)
        {
            return new(false, $"command \"{string.Join(' ', exec.Command)}\" timed out");
        }
    }

    private void Take(ProbeOutcome outcome)
    {
        _early = false;
        if (!outcome.Good)
        {
            events.Event(
                subject.Pod.ToReference($"spec.containers{{{subject.Container.Name}}}"),
                EventTypes.Warning, "Unhealthy", $"{subject.Kind} probe failed: {outcome.Output}");
        }
        if (_tally.Add(outcome.Good) is not { } verdict || verdict == _reported)
            return;
        _reported = verdict;
        report(new(subject.ContainerId, subject.Kind, verdict));
    }

    private sealed record FirstDue : ProbeMessage;

    private sealed record EarlyDue : ProbeMessage;

    private sealed record PeriodDue : ProbeMessage;

    private sealed record Probed(ProbeOutcome Outcome) : ProbeMessage;
}
