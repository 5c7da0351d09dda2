using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Errors;

/// <summary>What a client makes of an answer.</summary>
public static partial class Statuses
{
    /// <summary>The outcome a server answered with. Retry and effect: as its reason says.</summary>
    public static StatusException From(Status status) => new(status);

    /// <summary>The outcome of an answer without a Status body, from its HTTP code alone.</summary>
    /// <param name="body">The beginning of the body, for codes of 500 and above.</param>
    public static StatusException FromResponse(
        int code, string verb, string group, string resource, string name, string body = "", int retryAfterSeconds = 0)
    {
        var (reason, text) = Meaning(code, verb, body);
        var subject = Qualified(group, resource);
        var message = (resource.Length, name.Length) switch
        {
            (0, _) => text,
            (_, 0) => $"{text} ({verb.ToLowerInvariant()} {subject})",
            _ => $"{text} ({verb.ToLowerInvariant()} {subject} {name})",
        };
        return OfObject(code, reason, group, resource, name, message, retryAfterSeconds);
    }

    /// <summary>400, 414, 431 or another of the 4xx: a request that could not be read as HTTP. Retry: no. Nothing
    /// happened.</summary>
    public static StatusException Unreadable(int code) => code switch
    {
        400 => BadRequest("the request is not well-formed HTTP"),
        408 => Failure(code, StatusReasons.Timeout, "the request did not arrive in the time allotted"),
        414 => Failure(code, "RequestURITooLong", "the path and query of the request are too long"),
        431 => Failure(code, "RequestHeaderFieldsTooLarge", "the headers of the request are too large"),
        _ => Failure(code, "", $"the request was refused with the status code {code}"),
    };

    private static (string Reason, string Text) Meaning(int code, string verb, string body) => code switch
    {
        400 => (StatusReasons.BadRequest, "the server rejected our request for an unknown reason"),
        401 => (StatusReasons.Unauthorized, "the server has asked for the client to provide credentials"),
        403 => (StatusReasons.Forbidden, body),
        404 => (StatusReasons.NotFound, "the server could not find the requested resource"),
        405 => (StatusReasons.MethodNotAllowed, "the server does not allow this method on the requested resource"),
        406 => (StatusReasons.NotAcceptable,
            "the server was unable to respond with a content type that the client supports"),
        409 => (verb is "create" or "POST" ? StatusReasons.AlreadyExists : StatusReasons.Conflict,
            "the server reported a conflict"),
        410 => (StatusReasons.Expired, "the revision asked for is no longer kept"),
        413 => (StatusReasons.RequestEntityTooLarge, "the request is too large for the server"),
        415 => (StatusReasons.UnsupportedMediaType, body),
        422 => (StatusReasons.Invalid, "the server rejected our request due to an error in our request"),
        429 => (StatusReasons.TooManyRequests,
            "the server has received too many requests and has asked us to try again later"),
        503 => (StatusReasons.ServiceUnavailable, "the server is currently unable to handle the request"),
        504 => (StatusReasons.Timeout,
            "the server was unable to return a response in the time allotted, but may still be processing the request"),
        >= 500 => (StatusReasons.InternalError,
            $"an error on the server ({GoText.Quote(body)}) has prevented the request from succeeding"),
        _ => ("Unknown", $"the server responded with the status code {code} but did not return more information"),
    };
}
