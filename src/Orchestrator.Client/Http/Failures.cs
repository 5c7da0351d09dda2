using System.Text.Json;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client.Http;

/// <summary>What callers are told when there is no answer.</summary>
internal static class Failures
{
    /// <summary>The failure to throw in place of <paramref name="error"/>; null where that is to be thrown as it
    /// is.</summary>
    /// <param name="place">The request, and where it went.</param>
    /// <param name="asked">The caller's own cancellation.</param>
    public static Exception? Of(Exception error, string place, CancellationToken asked) => error switch
    {
        StatusException or ApiUnreachableException => null,
        OperationCanceledException when asked.IsCancellationRequested => new OperationCanceledException(asked),
        OperationCanceledException => Unreachable(place, "no answer in time", error),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            Unreachable(place, $"no trusted connection: {Innermost(error)}", error),
        HttpRequestException or IOException => Unreachable(place, Innermost(error), error),
        JsonException or FormatException or InvalidDataException =>
            Unreachable(place, $"the answer cannot be read: {error.Message}", error),
        ObjectDisposedException => Unreachable(place, "the client was closed", error),
        _ => null,
    };

    /// <summary>No connection came about, so that nothing was sent and nothing can have happened.</summary>
    public static bool HadNoConnection(Exception error) => error switch
    {
        HttpRequestException failed => failed.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        // How the handler tells that connecting took too long.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    public static ApiUnreachableException Unreachable(string place, string cause, Exception? inner = null) =>
        new($"{place}: {cause}", inner);

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message;
    }
}
