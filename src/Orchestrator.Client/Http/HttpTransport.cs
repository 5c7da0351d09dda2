using System.Net;
using System.Net.Http.Headers;

namespace Orchestrator.Client.Http;

/// <summary>Sends calls: with credentials, within their time, to the next server where one is away, again where a
/// refusal had no effect.</summary>
/// <remarks>
/// A write goes on to another server only where it cannot have happened: no connection came about, or the server said
/// so. A read goes on from any failure. Each server is tried once before the failure is told. Nothing here returns to
/// the caller's context before the answer is whole, so that an actor's turn is not spent on decoding.
/// </remarks>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpApiClientOptions _options;
    private readonly HttpConnections _connections;
    private readonly ServerRing _ring;
    private readonly RetryRule _retries;

    public HttpTransport(HttpApiClientOptions options, Func<HttpMessageHandler> connect)
    {
        _options = options;
        _connections = new(connect);
        _retries = new(options);
        var servers = options.Servers ?? new ApiServers(options.Server);
        _ring = new(servers, options.FailoverPause, options.Time, options.Entropy);
    }

    public HttpApiClientOptions Options => _options;

    /// <summary>Sends, and reads the answer within the call's time.</summary>
    /// <exception cref="Orchestrator.Api.Errors.StatusException">The server refused.</exception>
    /// <exception cref="ApiUnreachableException">No answer, or none that can be read.</exception>
    public ValueTask<T> CallAsync<T>(
        ApiCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        return WithinTimeAsync(call, AnswerAndReadAsync, cancellation);

        async ValueTask<T> AnswerAndReadAsync(CallCourse course, CancellationToken token)
        {
            using var answer = await AnswerAsync(call, course, token).ConfigureAwait(false);
            return await read(answer.Response, token).ConfigureAwait(false);
        }
    }

    /// <summary>Sends, and gives the answer once it has begun; the caller reads and disposes of it.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public ValueTask<ServerAnswer> OpenAsync(ApiCall call, CancellationToken cancellation) =>
        WithinTimeAsync(call, (course, token) => AnswerAsync(call, course, token), cancellation);

    /// <summary>What follows goes over new connections, made with the certificate as it is now.</summary>
    public void Renew() => _connections.Renew();

    public void Dispose() => _connections.Dispose();

    private async ValueTask<T> WithinTimeAsync<T>(
        ApiCall call, Func<CallCourse, CancellationToken, ValueTask<T>> run, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        var course = new CallCourse(_ring);
        course.TryMoveOn();
        while (true)
        {
            try
            {
                return await run(course, either.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (Failures.Of(error, Place(call, course), cancellation) is { } failure)
            {
                if (failure is OperationCanceledException)
                    throw failure;
                _ring.Failed(course.Server);
                var mayGoOn = call.IsRead || Failures.HadNoConnection(error);
                if (either.IsCancellationRequested || !mayGoOn || !course.TryMoveOn())
                    throw failure;
            }
        }
    }

    private async ValueTask<ServerAnswer> AnswerAsync(ApiCall call, CallCourse course, CancellationToken cancellation)
    {
        var started = _options.Time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var answer = await SendAsync(call, course.Server, cancellation).ConfigureAwait(false);
            if (answer.Response.IsSuccessStatusCode)
            {
                _ring.Answered(course.Server);
                return answer;
            }
            using var refused = answer;
            var refusal = await ErrorAnswer.ReadAsync(call, answer.Response, _options.Time, cancellation)
                .ConfigureAwait(false);
            // A server that is not ready says so for itself alone.
            if (_ring.HasSeveral && refusal.Code == 503 && RetryRule.HadNoEffect(call, refusal))
            {
                _ring.Failed(course.Server);
                if (course.TryMoveOn())
                    continue;
            }
            if (_retries.PauseAfter(call, refusal, failures) is not { } pause
                || _options.Time.GetElapsedTime(started) + pause >= _options.RequestTimeout)
            {
                throw refusal;
            }
            await Task.Delay(pause, _options.Time, cancellation).ConfigureAwait(false);
            course.BeginAnew();
        }
    }

    private async ValueTask<ServerAnswer> SendAsync(ApiCall call, Uri server, CancellationToken cancellation)
    {
        var lease = _connections.Use();
        try
        {
            using var request = RequestOf(call, server);
            var response = await lease.Invoker.SendAsync(request, cancellation).ConfigureAwait(false);
            return new(response, Place(call, server), lease, () => _ring.Failed(server));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private HttpRequestMessage RequestOf(ApiCall call, Uri server)
    {
        var request = new HttpRequestMessage(call.Method, BaseOf(server) + call.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        // The handler takes the name it asks for and checks from here, whatever its TLS options say.
        request.Headers.Host = _options.ServerName;
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        if (_options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Current());
        if (call.Leader is { } leader)
            request.Headers.TryAddWithoutValidation(LeaderTokenHeader.Name, leader);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }
        return request;
    }

    private static string Place(ApiCall call, CallCourse course) => Place(call, course.Server);

    private static string Place(ApiCall call, Uri server) => $"{call.Method} {BaseOf(server)}{call.Path}";

    private static string BaseOf(Uri server) => server.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
