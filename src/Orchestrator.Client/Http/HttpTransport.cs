using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client.Http;

/// <summary>Sends calls: with credentials, within their time, again where a refusal had no effect.</summary>
/// <remarks>Nothing here returns to the caller's context before the answer is whole, so that an actor's turn is not
/// spent on decoding.</remarks>
internal sealed class HttpTransport(HttpApiClientOptions options, HttpMessageHandler handler) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(handler);
    private readonly RetryRule _retries = new(options);
    private readonly string _base = options.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public HttpApiClientOptions Options => options;

    /// <summary>Sends, and reads the answer within the call's time.</summary>
    /// <exception cref="StatusException">The server refused.</exception>
    /// <exception cref="ApiUnreachableException">No answer, or none that can be read.</exception>
    public async ValueTask<T> CallAsync<T>(
        ApiCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var response = await AnswerAsync(call, either.Token).ConfigureAwait(false);
            return await read(response, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Failures.Of(error, Place(call), cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Sends, and gives the answer once it has begun; the caller reads and disposes of it.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public async ValueTask<HttpResponseMessage> OpenAsync(ApiCall call, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await AnswerAsync(call, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Failures.Of(error, Place(call), cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>What a failure's text names: the request and where it went.</summary>
    public string Place(ApiCall call) => $"{call.Method} {_base}{call.Path}";

    public void Dispose() => _invoker.Dispose();

    private async ValueTask<HttpResponseMessage> AnswerAsync(ApiCall call, CancellationToken cancellation)
    {
        var started = options.Time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            using var request = RequestOf(call);
            var response = await _invoker.SendAsync(request, cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using var refused = response;
            var refusal = await ErrorAnswer.ReadAsync(call, response, options.Time, cancellation)
                .ConfigureAwait(false);
            if (_retries.PauseAfter(call, refusal, failures) is not { } pause
                || options.Time.GetElapsedTime(started) + pause >= options.RequestTimeout)
            {
                throw refusal;
            }
            await Task.Delay(pause, options.Time, cancellation).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage RequestOf(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Method, _base + call.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        // The handler takes the name it asks for and checks from here, whatever its TLS options say.
        request.Headers.Host = options.ServerName;
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Current());
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }
        return request;
    }
}
