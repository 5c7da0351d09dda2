using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Http.Routing;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Sends a list: the items' stored bytes, one after the other, straight into the response's buffer.</summary>
internal sealed class ListResponse(ObjectEncoder encoder)
{
    // Large enough that a flush costs little, small enough that a list of the whole cluster is never in memory twice.
    private const int FlushBytes = 128 * 1024;

    public async ValueTask WriteAsync(HttpContext http, ListResult list, Representation form, IncludeObject include)
    {
        var response = http.Response;
        response.ContentType = MediaTypes.Json;
        var to = response.BodyWriter;
        switch (form)
        {
            case Representation.Table:
                WriteTable(to, list, include);
                break;
            case Representation.Metadata:
                await WriteItemsAsync(
                    to, list, "PartialObjectMetadataList", "meta.k8s.io/v1", form, http.RequestAborted);
                break;
            default:
                await WriteItemsAsync(
                    to, list, list.Kind.Gvk.Kind + "List", list.Kind.Gvk.ApiVersion, form, http.RequestAborted);
                break;
        }
        await to.FlushAsync(http.RequestAborted);
    }

    private void WriteTable(PipeWriter to, ListResult list, IncludeObject include)
    {
        var entries = list.Items.Select(entry => new TableEntry(entry.Value.Object, entry.Value.Json));
        encoder.TableOf(list.Kind).WriteList(to, entries, ObjectEncoder.MetaOf(list), include, encoder.Now);
    }

    private async ValueTask WriteItemsAsync(
        PipeWriter to, ListResult list, string kind, string apiVersion, Representation form,
        CancellationToken cancellation)
    {
        WriteHead(to, list, kind, apiVersion);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
                to.Write(","u8);
            var entry = list.Items[i].Value;
            to.Write(form == Representation.Metadata
                ? encoder.Encode(list.Kind, entry.Object, default, form, IncludeObject.None).Span
                : entry.Json.Span);
            if (to.UnflushedBytes > FlushBytes)
                await to.FlushAsync(cancellation);
        }
        to.Write("]}"u8);
    }

    private static void WriteHead(PipeWriter to, ListResult list, string kind, string apiVersion)
    {
        to.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":"));
        to.Write(JsonCodec.Write(ObjectEncoder.MetaOf(list)));
        to.Write(",\"items\":["u8);
    }
}
