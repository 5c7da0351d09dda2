using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Node.Http;

/// <summary>The query of <c>/containerLogs</c>, by the names of PodLogOptions.</summary>
internal static class LogQuery
{
    /// <exception cref="StatusException">400: a value is not what its name asks for.</exception>
    public static PodLogOptions Read(IQueryCollection query) => new()
    {
        Follow = Flag(query, "follow"),
        Previous = Flag(query, "previous"),
        Timestamps = Flag(query, "timestamps"),
        SinceSeconds = Number(query, "sinceSeconds"),
        SinceTime = Moment(query, "sinceTime"),
        TailLines = Number(query, "tailLines"),
        LimitBytes = Number(query, "limitBytes"),
    };

    private static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values is [{ Length: > 0 } text, ..] ? text : null;

    private static bool Flag(IQueryCollection query, string name) => Text(query, name) is "true" or "1";

    private static long? Number(IQueryCollection query, string name)
    {
        if (Text(query, name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Statuses.BadRequest($"{name} is not a number: {text}");
    }

    private static Time? Moment(IQueryCollection query, string name)
    {
        if (Text(query, name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw Statuses.BadRequest($"{name} is not a time: {text}");
    }
}
