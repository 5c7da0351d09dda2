using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Http.Routing;
using Orchestrator.ApiServer.Watching;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Sends a watch: one JSON document per event and line, for as long as both sides want.</summary>
internal sealed class WatchResponse(ObjectEncoder encoder)
{
    public async ValueTask WriteAsync(
        HttpContext http, KindDefinition kind, Watcher watcher, Representation form, IncludeObject include,
        CancellationToken cancellation)
    {
        using var open = watcher;
        var to = await BeginAsync(http);
        var name = form == Representation.Object ? "" : $"{form}/{include}";
        try
        {
            while (true)
            {
                var items = await watcher.NextAsync(cancellation);
                if (items.Count == 0)
                    return;
                foreach (var item in items)
                    Write(to, item, kind, form, include, name);
                var flushed = await to.FlushAsync(cancellation);
                if (flushed.IsCompleted)
                    return;
            }
        }
        catch (StatusException gone)
        {
            await WriteErrorAsync(to, gone.Status);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the server stops: either way the stream just ends.
        }
    }

    /// <summary>A watch that cannot begin because its revision is too old: an event says so, as clients
    /// expect.</summary>
    public static async ValueTask WriteExpiredAsync(HttpContext http, Status status) =>
        await WriteErrorAsync(await BeginAsync(http), status);

    private static async ValueTask<PipeWriter> BeginAsync(HttpContext http)
    {
        http.Response.ContentType = MediaTypes.Json;
        await http.Response.StartAsync(http.RequestAborted);
        // The headers must reach the client before the first event: it waits for them.
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return http.Response.BodyWriter;
    }

    private void Write(
        PipeWriter to, WatchItem item, KindDefinition kind, Representation form, IncludeObject include, string name)
    {
        to.Write(item.Type switch
        {
            WatchEventType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
            WatchEventType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
            WatchEventType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
            _ => "{\"type\":\"BOOKMARK\",\"object\":"u8,
        });
        var source = item.Source;
        var utf8 = form == Representation.Object
            ? source.Json
            : source.InForm(name, value => encoder.Encode(kind, value, source.Json, form, include));
        to.Write(utf8.Span);
        to.Write("}\n"u8);
    }

    private static async ValueTask WriteErrorAsync(PipeWriter to, Status status)
    {
        to.Write("{\"type\":\"ERROR\",\"object\":"u8);
        to.Write(JsonCodec.Write(status));
        to.Write("}\n"u8);
        await to.FlushAsync();
    }
}
