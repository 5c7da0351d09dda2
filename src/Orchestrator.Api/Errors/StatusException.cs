namespace Orchestrator.Api.Errors;

/// <summary>An API outcome other than success. Made only by <see cref="Statuses"/>.</summary>
public sealed class StatusException : Exception
{
    internal StatusException(Status status)
        : base(status.Message) => Status = status;

    public Status Status { get; }

    /// <summary>The HTTP code.</summary>
    public int Code => Status.Code;

    /// <summary>The machine-readable reason, such as <c>NotFound</c>.</summary>
    public string Reason => Status.Reason ?? "";
}
