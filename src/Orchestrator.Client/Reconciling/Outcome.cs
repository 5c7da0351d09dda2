namespace Orchestrator.Client;

/// <summary>How one reconciliation ended, and when the key is to be looked at again.</summary>
public readonly record struct Outcome
{
    private Outcome(OutcomeKind kind, TimeSpan delay, Exception? error)
    {
        Kind = kind;
        Delay = delay;
        Error = error;
    }

    /// <summary>All is as wanted; the next event wakes the key.</summary>
    public static Outcome Done => default;

    /// <summary>Not yet as wanted, through no fault: again after the key's back-off.</summary>
    public static Outcome Again => new(OutcomeKind.BackOff, default, null);

    public OutcomeKind Kind { get; }

    /// <summary>For <see cref="OutcomeKind.After"/>.</summary>
    public TimeSpan Delay { get; }

    public Exception? Error { get; }

    /// <summary>All is as wanted until then: again after this time, however it goes meanwhile.</summary>
    public static Outcome After(TimeSpan delay) => new(OutcomeKind.After, delay, null);

    /// <summary>Again after the key's back-off, which grows with each failure. A 409 belongs here.</summary>
    public static Outcome BackOff(Exception error) => new(OutcomeKind.BackOff, default, error);

    /// <summary>Trying again cannot help until something changes.</summary>
    public static Outcome GiveUp(Exception error) => new(OutcomeKind.GiveUp, default, error);

    /// <summary>Done without an error, back off with one.</summary>
    public static Outcome From(Exception? error) => error is null ? Done : BackOff(error);
}

public enum OutcomeKind
{
    Done,
    After,
    BackOff,
    GiveUp,
}
