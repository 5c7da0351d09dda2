using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Http;

/// <summary>How long a request's path and headers may be. The server beneath takes more, so that what is too long can
/// be told so; beyond that it hangs up.</summary>
internal static class RequestSize
{
    public const int TargetCharactersMax = 64 * 1024;
    public const int HeaderCharactersMax = 32 * 1024;

    /// <summary>What the server beneath reads, in bytes, of the request line and of all headers.</summary>
    public const int ReadBytesMax = 256 * 1024;

    public const int HeaderCountMax = 500;

    /// <exception cref="StatusException">414: the path is too long. 431: the headers are.</exception>
    public static void Require(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestFeature>()!.RawTarget.Length > TargetCharactersMax)
            throw Statuses.Unreadable(414);
        var length = 0;
        foreach (var (name, values) in http.Request.Headers)
        {
            // A path travels among the headers in HTTP/2, and has its own limit.
            if (name.StartsWith(':'))
                continue;
            foreach (var value in values)
                length += name.Length + (value?.Length ?? 0);
        }
        if (length > HeaderCharactersMax)
            throw Statuses.Unreadable(431);
    }
}
