namespace Orchestrator.Api.Errors;

/// <summary>An API outcome other than success. Made only by <see cref="Statuses"/>.</summary>
public sealed class StatusException : Exception
{
    internal StatusException(Status status)
        : base(status.Message) => Status = status;

    public Status Status { get; }

    /// <summary>The HTTP code.</summary>
    public int Code => Status.Code;

    /// <summary>The machine-readable reason, one of <see cref="StatusReasons"/>.</summary>
    public string Reason => Status.Reason ?? "";

    public bool IsNotFound => Reason == StatusReasons.NotFound;

    public bool IsAlreadyExists => Reason == StatusReasons.AlreadyExists;

    /// <summary>A 409 because the object changed meanwhile: read again and retry.</summary>
    public bool IsConflict => Reason == StatusReasons.Conflict;

    /// <summary>A 410: the revision asked for is no longer kept; list again.</summary>
    public bool IsExpired => Reason is StatusReasons.Expired or StatusReasons.Gone;

    /// <summary>How long the server asks to wait before a retry; null where it names no time.</summary>
    public TimeSpan? RetryAfter =>
        Status.Details is { RetryAfterSeconds: > 0 } details ? TimeSpan.FromSeconds(details.RetryAfterSeconds) : null;
}
