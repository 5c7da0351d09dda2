using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Http.Endpoints;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.ApiServer.Http.Metrics;
using Orchestrator.ApiServer.Http.Responses;
using Orchestrator.ApiServer.Http.Routing;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Http;

/// <summary>Every HTTP request enters here: authenticate, route, limit, run the pipeline, answer. Whatever goes wrong
/// becomes a Status.</summary>
internal sealed class FrontDoor(
    ApiServerCore core, ConnectionIdentity identity, HttpRouter router, IReadOnlyList<IPathEndpoint> endpoints,
    RequestGate gate)
{
    // What is read and thrown away so that a client hears why it is refused; a larger body is cut off.
    private const long DrainBytesMax = 16 * 1024 * 1024;

    private readonly ResultResponse _response = new(new ObjectEncoder(core.Time));

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            RequestSize.Require(http);
            var caller = await AuthenticateAsync(http);
            var path = http.Request.Path.Value ?? "/";
            if (ResourcePath.TryParse(path, out var parsed))
                await ResourceAsync(http, caller, parsed);
            else
                await PathAsync(http, caller.User, path);
        }
        catch (StatusException refusal)
        {
            await DrainAsync(http);
            await StatusResponse.WriteAsync(http, refusal.Status, refusal.Code);
        }
        catch (StoreUnavailableException lost)
        {
            var refusal = Statuses.ServiceUnavailable(lost.Message);
            await StatusResponse.WriteAsync(http, refusal.Status, refusal.Code);
        }
        catch (BadHttpRequestException wrong)
        {
            var refusal = wrong.StatusCode == 413
                ? Statuses.RequestEntityTooLarge(core.Options.RequestBytesMax)
                : Statuses.BadRequest(wrong.Message);
            await StatusResponse.WriteAsync(http, refusal.Status, refusal.Code);
        }
        catch (Exception gone) when (IsGone(http, gone))
        {
            // Nobody is left to answer.
        }
        catch (Exception bug)
        {
            gate.Failed(http, bug);
            var failure = Statuses.InternalError(bug.Message);
            await StatusResponse.WriteAsync(http, failure.Status, failure.Code);
        }
    }

    private async ValueTask<Caller> AuthenticateAsync(HttpContext http)
    {
        try
        {
            var caller = await identity.OfAsync(http);
            gate.Metrics.Authenticated(isKnown: true);
            return caller;
        }
        catch (StatusException)
        {
            gate.Metrics.Authenticated(isKnown: false);
            throw;
        }
    }

    /// <summary>The body of a connection that broke may fail to be read before the request is told that it is
    /// aborted.</summary>
    private static bool IsGone(HttpContext http, Exception error) =>
        (http.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        || error is ConnectionResetException or IOException { InnerException: ConnectionAbortedException };

    private async ValueTask PathAsync(HttpContext http, UserIdentity user, string path)
    {
        var verb = http.Request.Method is "GET" or "HEAD" ? "get" : http.Request.Method.ToLowerInvariant();
        if (!core.Authorizer.AllowsPath(user, verb, path))
            throw Statuses.PathNotAllowed(user.Name, verb, path);
        if (verb != "get")
            throw Statuses.MethodNotAllowed();
        foreach (var endpoint in endpoints)
        {
            if (await endpoint.TryServeAsync(http, path))
                return;
        }
        throw Statuses.PathNotFound();
    }

    private async ValueTask ResourceAsync(HttpContext http, Caller caller, ResourcePath path)
    {
        var request = router.Route(http, caller, path);
        var started = core.Time.GetTimestamp();
        var code = 500;
        try
        {
            if (IsLongRunning(request))
                await LongRunningAsync(http, request);
            else
                await LimitedAsync(http, request);
            code = http.Response.StatusCode;
        }
        catch (StatusException refusal)
        {
            code = refusal.Code;
            throw;
        }
        finally
        {
            var took = core.Time.GetElapsedTime(started);
            gate.Metrics.Served(request, code.ToString(CultureInfo.InvariantCulture), took);
        }
    }

    private async ValueTask LimitedAsync(HttpContext http, ApiRequest request)
    {
        var isRead = request.Verb.IsRead();
        gate.Limiter.Enter(isRead, request.User);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var longest = core.Options.RequestTimeout;
        var asked = new QueryOptions(http.Request.Query).Timeout ?? longest;
        deadline.CancelAfter(asked < longest ? asked : longest);
        try
        {
            await AnswerAsync(http, request, deadline.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw Statuses.Timeout();
        }
        finally
        {
            gate.Limiter.Leave(isRead);
        }
    }

    private async ValueTask LongRunningAsync(HttpContext http, ApiRequest request)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, gate.Stopping);
        gate.Metrics.LongRunning(request, 1);
        try
        {
            await AnswerAsync(http, request, open.Token);
        }
        catch (StatusException gone) when (
            request.Verb == RequestVerb.Watch && gone.IsExpired && !http.Response.HasStarted)
        {
            await WatchResponse.WriteExpiredAsync(http, gone.Status);
        }
        finally
        {
            gate.Metrics.LongRunning(request, -1);
        }
    }

    private async ValueTask AnswerAsync(HttpContext http, ApiRequest request, CancellationToken cancellation)
    {
        // Logs are text, whatever their reader accepts.
        var form = request.Subresource == "log"
            ? Representation.Object
            : MediaTypes.Negotiate(http.Request.Headers.Accept);
        if (form > Representation.Metadata)
            throw Statuses.NotAcceptable(MediaTypes.Json);
        var include = form == Representation.Table
            ? ObjectEncoder.IncludeOf(new QueryOptions(http.Request.Query).IncludeObject)
            : IncludeObject.Metadata;
        request = await router.WithBodyAsync(http, request);
        var result = await core.Pipeline.ExecuteAsync(request, cancellation);
        if (request.IsForwarded)
        {
            await ForwardedResponse.WriteAsync(http, result, core.Store.Current.Revision);
            return;
        }
        await _response.WriteAsync(http, result, form, include, cancellation);
    }

    // An HTTP/2 client that is answered while it still sends may see a reset stream instead of the answer.
    private static async ValueTask DrainAsync(HttpContext http)
    {
        if (http.Request.ContentLength is not (> 0 and <= DrainBytesMax))
            return;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static bool IsLongRunning(ApiRequest request) =>
        request.Verb == RequestVerb.Watch || request.Subresource == "log";
}
