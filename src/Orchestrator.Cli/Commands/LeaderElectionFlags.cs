using System.CommandLine;
using Orchestrator.Hosting;

namespace Orchestrator.Cli.Commands;

/// <summary>The <c>--leader-elect…</c> options of every command that runs a control plane; Kubernetes' own.</summary>
internal sealed class LeaderElectionFlags
{
    private static readonly LeaderElectionSettings Defaults = new();

    private readonly Option<bool?> _elect = new("--leader-elect")
    {
        Description = "Run controllers and scheduler only while leading. Default: where the journal is shared.",
    };

    private readonly Option<GoDuration> _duration = Time(
        "lease-duration", "How long others wait after a leader's last renewal.", Defaults.LeaseDuration);

    private readonly Option<GoDuration> _deadline = Time(
        "renew-deadline", "How long a leader tries to renew before it steps down.", Defaults.RenewDeadline);

    private readonly Option<GoDuration> _retry = Time(
        "retry-period", "Pause between attempts to lead or to renew.", Defaults.RetryPeriod);

    private readonly Option<string> _lock = Text(
        "resource-lock", "What is elected by; only leases.", Defaults.ResourceLock);

    private readonly Option<string> _name = Text(
        "resource-name", "The controllers' Lease.", Defaults.ResourceName);

    private readonly Option<string> _schedulerName = Text(
        "scheduler-resource-name", "The scheduler's Lease.", Defaults.SchedulerResourceName);

    private readonly Option<string> _namespace = Text(
        "resource-namespace", "The namespace of both Leases.", Defaults.ResourceNamespace);

    /// <summary><c>--leader-elect</c> is the first.</summary>
    public IReadOnlyList<Option> All =>
        [_elect, _duration, _deadline, _retry, _lock, _name, _schedulerName, _namespace];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <exception cref="ArgumentException">They cannot work together; the text says why.</exception>
    public LeaderElectionSettings Of(ParseResult parsed)
    {
        var settings = new LeaderElectionSettings
        {
            LeaderElect = parsed.GetValue(_elect),
            LeaseDuration = parsed.GetValue(_duration).Time,
            RenewDeadline = parsed.GetValue(_deadline).Time,
            RetryPeriod = parsed.GetValue(_retry).Time,
            ResourceLock = parsed.GetValue(_lock)!,
            ResourceName = parsed.GetValue(_name)!,
            SchedulerResourceName = parsed.GetValue(_schedulerName)!,
            ResourceNamespace = parsed.GetValue(_namespace)!,
        };
        settings.Validate();
        return settings;
    }

    private static Option<GoDuration> Time(string name, string description, TimeSpan usual) => GoDuration.Option(
        "--leader-elect-" + name, description, usual, "a length of time such as 15s or 1m30s",
        max: GoDuration.TimerMax);

    private static Option<string> Text(string name, string description, string usual) =>
        new("--leader-elect-" + name) { Description = description, DefaultValueFactory = _ => usual };
}
