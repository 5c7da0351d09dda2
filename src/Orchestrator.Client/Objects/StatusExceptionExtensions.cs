using Orchestrator.Api.Errors;

namespace Orchestrator.Client;

/// <summary>Questions about a refusal, so that no caller compares codes or texts.</summary>
public static class StatusExceptionExtensions
{
    extension(StatusException error)
    {
        /// <summary>404: the object (or its kind) is not there.</summary>
        public bool IsNotFound => error.Code == 404;

        /// <summary>409 Conflict: the resourceVersion or a precondition is out of date; read again.</summary>
        public bool IsConflict => error is { Code: 409, Reason: "Conflict" };

        /// <summary>409 Conflict: the write carries the token of a leader whose Lease has passed on. It must stop, not
        /// try again.</summary>
        public bool IsLeadershipEnded => error.HasCause(Statuses.LeadershipEndedCause);

        /// <summary>409 AlreadyExists.</summary>
        public bool IsAlreadyExists => error is { Code: 409, Reason: "AlreadyExists" };

        /// <summary>410: the revision asked for is no longer retained; list again.</summary>
        public bool IsExpired => error.Code == 410;

        /// <summary>The revision asked for lies in the server's future: it lost history, or is another
        /// server.</summary>
        public bool IsResourceVersionTooLarge => error.HasCause("ResourceVersionTooLarge");

        /// <summary>Nothing new may be created in a namespace that is being deleted; trying again does not
        /// help.</summary>
        public bool IsNamespaceTerminating => error.HasCause("NamespaceTerminating");

        /// <summary>The server may do it later: too many requests, timeouts, internal errors.</summary>
        public bool IsTransient => error.Code is 429 or >= 500;

        /// <summary>Whether <c>details.causes</c> names this reason.</summary>
        public bool HasCause(string reason)
        {
            foreach (var cause in error.Status.Details?.Causes ?? [])
            {
                if (cause.Type == reason)
                    return true;
            }
            return false;
        }
    }
}
