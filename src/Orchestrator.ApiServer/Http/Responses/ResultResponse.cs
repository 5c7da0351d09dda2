using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Http.Routing;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Sends whatever a request ended with, in the form its client asked for.</summary>
internal sealed class ResultResponse(ObjectEncoder encoder)
{
    private const int LogBufferBytes = 32 * 1024;

    private readonly ListResponse _lists = new(encoder);
    private readonly WatchResponse _watches = new(encoder);

    public async ValueTask WriteAsync(
        HttpContext http, ApiResult result, Representation form, IncludeObject include, CancellationToken cancellation)
    {
        http.Response.StatusCode = result.Code;
        foreach (var warning in result.Warnings)
            http.Response.Headers.Append("Warning", WarningHeader.Of(warning));
        switch (result)
        {
            case ObjectResult found:
                await BytesAsync(http, encoder.Encode(found.Kind, found.Object, found.Json, form, include));
                break;
            case ListResult list:
                await _lists.WriteAsync(http, list, form, include);
                break;
            case WatchResult watch:
                await _watches.WriteAsync(http, watch.Kind, watch.Watcher, form, include, cancellation);
                break;
            case StatusResult status:
                await StatusResponse.WriteAsync(http, status.Status, result.Code);
                break;
            case DeletedResult deleted:
                await DeletedAsync(http, deleted, form, include);
                break;
            case StreamResult stream:
                await StreamAsync(http, stream.Stream, cancellation);
                break;
        }
    }

    private async ValueTask DeletedAsync(
        HttpContext http, DeletedResult deleted, Representation form, IncludeObject include)
    {
        var meta = deleted.Object.Metadata;
        // As Kubernetes: most deletes answer a Status, those of Pods, Services and ServiceAccounts the object.
        if (deleted.Removed && deleted.Kind.Plural is not ("pods" or "services" or "serviceaccounts"))
        {
            var status = Statuses.Deleted(deleted.Kind.Gvk.Group, deleted.Kind.Plural, meta.Name ?? "", meta.Uid);
            await StatusResponse.WriteAsync(http, status, deleted.Code);
            return;
        }
        await BytesAsync(http, encoder.Encode(deleted.Kind, deleted.Object, default, form, include));
    }

    private static async ValueTask BytesAsync(HttpContext http, ReadOnlyMemory<byte> utf8)
    {
        http.Response.ContentType = MediaTypes.Json;
        http.Response.ContentLength = utf8.Length;
        if (http.Request.Method != "HEAD")
            await http.Response.BodyWriter.WriteAsync(utf8);
    }

    private static async ValueTask StreamAsync(HttpContext http, Stream stream, CancellationToken cancellation)
    {
        await using var open = stream;
        http.Response.ContentType = "text/plain";
        var to = http.Response.BodyWriter;
        await to.FlushAsync(cancellation);
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(to.GetMemory(LogBufferBytes), cancellation);
                if (read == 0)
                    return;
                to.Advance(read);
                // A line must be seen when it was written, not when a buffer is full.
                await to.FlushAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The client stopped following.
        }
    }
}
