using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Errors;

/// <summary>One method per way a request can end, with Kubernetes' code, reason and wording.</summary>
/// <remarks>
/// Each says whether the same request may succeed when repeated, and whether it may have happened although it failed.
/// <c>resource</c> is the plural name; <c>group</c> is empty for the core group.
/// </remarks>
public static partial class Statuses
{
    /// <summary>The <c>details.causes[].reason</c> of <see cref="LeadershipEnded"/>.</summary>
    public const string LeadershipEndedCause = "LeadershipEnded";

    private const string ModifiedMeanwhile =
        "the object has been modified; please apply your changes to the latest version and try again";

    /// <summary>400 BadRequest. Retry: no. Nothing happened.</summary>
    public static StatusException BadRequest(string message) => Failure(400, StatusReasons.BadRequest, message);

    /// <summary>404 NotFound for an object. Retry: no. Nothing happened.</summary>
    public static StatusException NotFound(string group, string resource, string name) =>
        OfObject(404, StatusReasons.NotFound, group, resource, name,
            $"{Qualified(group, resource)} {GoText.Quote(name)} not found");

    /// <summary>404 NotFound for a path or kind that is not served. Retry: no. Nothing happened.</summary>
    public static StatusException PathNotFound() =>
        Failure(404, StatusReasons.NotFound, "the server could not find the requested resource", StatusDetails.Empty);

    /// <summary>405 MethodNotAllowed for a verb the resource has not. Retry: no. Nothing happened.</summary>
    public static StatusException MethodNotAllowed(string group, string resource, string verb)
    {
        var qualified = GoText.Quote(Qualified(group, resource));
        return OfObject(
            405, StatusReasons.MethodNotAllowed, group, resource, null,
            $"{verb} is not supported on resources of kind {qualified}");
    }

    /// <summary>405 MethodNotAllowed for an HTTP method the path has not. Retry: no. Nothing happened.</summary>
    public static StatusException MethodNotAllowed() =>
        Failure(
            405, StatusReasons.MethodNotAllowed, "the server does not allow this method on the requested resource",
            StatusDetails.Empty);

    /// <summary>406 NotAcceptable. Retry: no. Nothing happened.</summary>
    public static StatusException NotAcceptable(params IEnumerable<string> mediaTypes) =>
        Failure(
            406, StatusReasons.NotAcceptable,
            $"only the following media types are accepted: {string.Join(", ", mediaTypes)}");

    /// <summary>409 AlreadyExists. Retry: no, unless the name was generated. Nothing happened.</summary>
    public static StatusException AlreadyExists(string group, string resource, string name) =>
        OfObject(
            409, StatusReasons.AlreadyExists, group, resource, name,
            $"{Qualified(group, resource)} {GoText.Quote(name)} already exists");

    /// <summary>409 AlreadyExists when no free name could be generated. Retry: yes. Nothing happened.</summary>
    public static StatusException NoFreeName(string group, string resource, string name) =>
        OfObject(
            409, StatusReasons.AlreadyExists, group, resource, name,
            $"{Qualified(group, resource)} {GoText.Quote(name)} already exists, the server was not able to generate "
            + "a unique name for the object",
            retryAfterSeconds: 1);

    /// <summary>409 Conflict: the object is no longer what the request was based on. Retry: after reading it again.
    /// Nothing happened.</summary>
    public static StatusException Conflict(string group, string resource, string name) =>
        Conflict(group, resource, name, ModifiedMeanwhile);

    /// <summary>409 Conflict for another cause, such as a precondition. Retry: as the cause says.
    /// Nothing happened.</summary>
    public static StatusException Conflict(string group, string resource, string name, string cause) =>
        OfObject(
            409, StatusReasons.Conflict, group, resource, name,
            $"Operation cannot be fulfilled on {Qualified(group, resource)} {GoText.Quote(name)}: {cause}");

    /// <summary>409 Conflict: the write carries the token of a leader whose Lease has passed on. Retry: never under
    /// that token. Nothing happened.</summary>
    /// <param name="lease">Namespace and name of the Lease.</param>
    public static StatusException LeadershipEnded(string group, string resource, string name, string lease)
    {
        var cause = $"this leader's lease {lease} has passed on; it must stop writing";
        return new(new Status
        {
            StatusValue = "Failure",
            Code = 409,
            Reason = StatusReasons.Conflict,
            Message = $"Operation cannot be fulfilled on {Qualified(group, resource)} {GoText.Quote(name)}: {cause}",
            Details = new StatusDetails
            {
                Name = name,
                Group = group,
                Kind = resource,
                Causes = [new StatusCause { Type = LeadershipEndedCause, Message = cause }],
            },
        });
    }

    /// <summary>410 Expired: a revision that is no longer kept. Retry: with a new list. Nothing happened.</summary>
    /// <param name="nextContinue">A token with which an interrupted list may go on, at a later revision.</param>
    public static StatusException Expired(string message, string? nextContinue = null) =>
        new(new Status
        {
            ListMeta = nextContinue is null ? ListMeta.Empty : new ListMeta { Continue = nextContinue },
            StatusValue = "Failure",
            Code = 410,
            Reason = StatusReasons.Expired,
            Message = message,
        });

    /// <summary>410 Gone. Retry: with a new list. Nothing happened.</summary>
    public static StatusException Gone(string message) => Failure(410, StatusReasons.Gone, message);

    /// <summary>413 RequestEntityTooLarge. Retry: no. Nothing happened.</summary>
    /// <param name="limit">The largest body taken, in bytes.</param>
    public static StatusException RequestEntityTooLarge(long limit) =>
        RequestEntityTooLarge($"limit is {limit}");

    /// <summary>413 RequestEntityTooLarge. Retry: no. Nothing happened.</summary>
    /// <param name="what">What is too large, and how much is taken.</param>
    public static StatusException RequestEntityTooLarge(string what) =>
        Failure(413, StatusReasons.RequestEntityTooLarge, $"Request entity too large: {what}");

    /// <summary>415 UnsupportedMediaType. Retry: no. Nothing happened.</summary>
    public static StatusException UnsupportedMediaType(params IEnumerable<string> mediaTypes)
    {
        var accepted = string.Join(", ", mediaTypes);
        return Failure(
            415, StatusReasons.UnsupportedMediaType,
            $"the body of the request was in an unknown format - accepted media types include: {accepted}");
    }

    /// <summary>422 Invalid, with one cause per field. Retry: no. Nothing happened.</summary>
    public static StatusException Invalid(GroupVersionKind kind, string name, FieldErrors errors)
    {
        var subject = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var summary = errors.Summary;
        var message = $"{subject} {GoText.Quote(name)} is invalid";
        return new(new Status
        {
            StatusValue = "Failure",
            Code = 422,
            Reason = StatusReasons.Invalid,
            Message = summary.Length == 0 ? message : $"{message}: {summary}",
            Details = new StatusDetails
            {
                Name = name,
                Group = kind.Group,
                Kind = kind.Kind,
                Causes = errors.Found
                    .Select(e => new StatusCause { Type = e.Reason, Message = e.Message, Field = e.Field })
                    .ToValueList(),
            },
        });
    }

    /// <summary>422 Invalid for a patch that cannot be applied. Retry: no. Nothing happened.</summary>
    public static StatusException Unprocessable(string message) =>
        Failure(422, StatusReasons.Invalid, message, StatusDetails.Empty);

    /// <summary>429 TooManyRequests. Retry: after the seconds named. Nothing happened.</summary>
    public static StatusException TooManyRequests(
        int retryAfterSeconds,
        string message = "the server has received too many requests and has asked us to try again later") =>
        Failure(429, StatusReasons.TooManyRequests, message,
            new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>404 NotFound in a kubelet's own words. Retry: no. Nothing happened.</summary>
    public static StatusException NotFoundOnNode(string message) =>
        Failure(404, StatusReasons.NotFound, message);

    /// <summary>500 InternalError: a fault of the server. Retry: perhaps. It may have happened.</summary>
    public static StatusException InternalError(string message) =>
        Failure(
            500, StatusReasons.InternalError, $"Internal error occurred: {message}",
            new StatusDetails { Causes = [new StatusCause { Message = message }] });

    /// <summary>503 ServiceUnavailable: not ready, or stopping. Retry: yes. Nothing happened.</summary>
    public static StatusException ServiceUnavailable(
        string message = "the server is currently unable to handle the request") =>
        Failure(503, StatusReasons.ServiceUnavailable, message);

    /// <summary>500 ServerTimeout: not now, though sound. Retry: after the seconds named. Nothing happened.</summary>
    public static StatusException ServerTimeout(string group, string resource, string operation, int retryAfterSeconds)
    {
        var qualified = Qualified(group, resource);
        return OfObject(
            500, StatusReasons.ServerTimeout, group, resource, operation,
            $"The {operation} operation against {qualified} could not be completed at this time, please try again.",
            retryAfterSeconds);
    }

    /// <summary>504 Timeout. Retry: after reading what is there now. It may have happened.</summary>
    public static StatusException Timeout(
        string message = "request did not complete within the allotted timeout", int retryAfterSeconds = 0) =>
        Failure(
            504, StatusReasons.Timeout, $"Timeout: {message}",
            new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>504 Timeout: a read asks for a revision that is not reached yet. Retry: after a second.</summary>
    public static StatusException TooLargeResourceVersion(ulong asked, ulong current) =>
        Failure(
            504, StatusReasons.Timeout, $"Timeout: Too large resource version: {asked}, current: {current}",
            new StatusDetails
            {
                RetryAfterSeconds = 1,
                Causes =
                [
                    new StatusCause { Type = "ResourceVersionTooLarge", Message = "Too large resource version" },
                ],
            });

    /// <summary>What a delete answers once the object is gone.</summary>
    public static Status Deleted(string group, string resource, string name, string? uid) =>
        new()
        {
            StatusValue = "Success",
            Details = new StatusDetails { Name = name, Group = group, Kind = resource, Uid = uid },
        };

    private static StatusException Failure(int code, string reason, string message, StatusDetails? details = null) =>
        new(new Status
        {
            StatusValue = "Failure",
            Code = code,
            Reason = reason,
            Message = message,
            Details = details,
        });

    private static StatusException OfObject(
        int code, string reason, string group, string resource, string? name, string message,
        int retryAfterSeconds = 0) =>
        Failure(code, reason, message, new StatusDetails
        {
            Name = name,
            Group = group,
            Kind = resource,
            RetryAfterSeconds = retryAfterSeconds,
        });

    private static string Qualified(string group, string resource) =>
        group.Length == 0 ? resource : $"{resource}.{group}";
}
