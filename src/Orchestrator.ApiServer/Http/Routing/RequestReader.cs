using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Decoding.Protobuf;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Routing;

/// <summary>Reads bodies: at most the limit, as the media type the verb takes.</summary>
internal sealed class RequestReader(int bytesMax)
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string JsonPatch = "application/json-patch+json";
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicPatch = "application/strategic-merge-patch+json";

    public async ValueTask<RequestBody> ObjectAsync(HttpContext http)
    {
        var isProtobuf = RequireObjectType(http);
        var bytes = await BytesAsync(http);
        return isProtobuf ? new ProtobufBody(bytes) : new JsonBody(bytes);
    }

    public async ValueTask<RequestBody> PatchAsync(HttpContext http)
    {
        var type = MediaType(http) switch
        {
            JsonPatch => PatchType.Json,
            MergePatch => PatchType.Merge,
            StrategicPatch => PatchType.StrategicMerge,
            _ => throw Statuses.UnsupportedMediaType(JsonPatch, MergePatch, StrategicPatch),
        };
        return new PatchBody(new Patch(type, await BytesAsync(http)));
    }

    /// <summary>Options in the body of a delete; null where there is none.</summary>
    public async ValueTask<DeleteOptions?> DeleteOptionsAsync(HttpContext http)
    {
        if (http.Request.ContentLength == 0)
            return null;
        var utf8 = await BytesAsync(http);
        if (utf8.Length == 0)
            return null;
        try
        {
            if (RequireObjectType(http))
                utf8 = ProtobufTranscoder.ToJson(utf8, DeleteOptions.Schema);
            return JsonCodec.Read<DeleteOptions>(utf8);
        }
        catch (FormatException wrong)
        {
            throw Statuses.BadRequest(
                $"DeleteOptions in version \"v1\" cannot be handled as a DeleteOptions: {wrong.Message}");
        }
    }

    private async ValueTask<byte[]> BytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > bytesMax)
            throw Statuses.RequestEntityTooLarge(bytesMax);
        try
        {
            return await BytesAsync(http.Request.BodyReader, http.RequestAborted);
        }
        catch (IOException gone) when (gone is not BadHttpRequestException)
        {
            // A stream that its client has reset says so here before the request is told that it is aborted.
            throw new ConnectionResetException(gone.Message, gone);
        }
    }

    private async ValueTask<byte[]> BytesAsync(PipeReader reader, CancellationToken aborted)
    {
        while (true)
        {
            var read = await reader.ReadAsync(aborted);
            if (read.Buffer.Length > bytesMax)
                throw Statuses.RequestEntityTooLarge(bytesMax);
            if (read.IsCompleted)
            {
                var utf8 = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return utf8;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether the body is protobuf; JSON otherwise, which is also what no type means.</summary>
    private static bool RequireObjectType(HttpContext http) => MediaType(http) switch
    {
        "" or MediaTypes.Json => false,
        Protobuf => true,
        _ => throw Statuses.UnsupportedMediaType(MediaTypes.Json, Protobuf),
    };

    private static string MediaType(HttpContext http)
    {
        var type = http.Request.ContentType;
        if (type is null)
            return "";
        var end = type.IndexOf(';');
        return end < 0 ? type : type[..end].Trim();
    }
}
