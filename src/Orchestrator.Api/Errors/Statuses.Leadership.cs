using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Api.Errors;

/// <summary>Which control plane writes, where there are several.</summary>
public static partial class Statuses
{
    /// <summary>The <c>details.causes[].reason</c> of <see cref="NotLeader"/>.</summary>
    public const string NotLeaderCause = "NotLeader";

    /// <summary>503: this control plane does not write, and the request may not go further. Retry: yes. Nothing
    /// happened.</summary>
    /// <param name="self">The address of the control plane that says so; empty where it has none.</param>
    /// <param name="leader">Whom it takes for the leader; null where it knows none.</param>
    public static StatusException NotLeader(string self, string? leader)
    {
        var who = self.Length == 0 ? "this control plane" : $"the control plane at {self}";
        var other = leader is null ? "it knows no leader" : $"it follows {leader}";
        return Unavailable($"{who} does not lead the store: {other}",
            new StatusCause { Type = NotLeaderCause, Message = other });
    }

    /// <summary>503: no control plane could take a write in time. Retry: after a second. Nothing happened.</summary>
    public static StatusException NoLeader(string message) => Unavailable(message);

    private static StatusException Unavailable(string message, params ReadOnlySpan<StatusCause> causes)
    {
        var details = new StatusDetails { RetryAfterSeconds = 1, Causes = [.. causes] };
        return Failure(503, StatusReasons.ServiceUnavailable, message, details);
    }
}
