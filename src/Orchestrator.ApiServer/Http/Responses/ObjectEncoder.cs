using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.ApiServer.Http.Routing;

namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Objects in the forms that are not the stored bytes: tables and metadata.</summary>
internal sealed class ObjectEncoder(TimeProvider time)
{
    private readonly ConcurrentDictionary<KindDefinition, TableWriter> _tables = new();

    public TableWriter TableOf(KindDefinition kind) => _tables.GetOrAdd(kind, static k => new TableWriter(k));

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>One object in the form asked for; its own bytes where that is the form.</summary>
    /// <param name="json">Empty where the object is not as stored.</param>
    public ReadOnlyMemory<byte> Encode(
        KindDefinition kind, KubeObject value, ReadOnlyMemory<byte> json, Representation form, IncludeObject include)
    {
        if (form == Representation.Metadata)
            return Metadata(value);
        if (json.IsEmpty)
            json = JsonCodec.Write(value);
        if (form != Representation.Table)
            return json;
        var buffer = new ArrayBufferWriter<byte>(json.Length + 1024);
        TableOf(kind).WriteObject(buffer, new TableEntry(value, json), include, Now);
        return buffer.WrittenMemory;
    }

    /// <exception cref="Api.Errors.StatusException">400: no such value.</exception>
    public static IncludeObject IncludeOf(string? text) => text switch
    {
        null or "Metadata" => IncludeObject.Metadata,
        "None" => IncludeObject.None,
        "Object" => IncludeObject.Object,
        _ => throw Api.Errors.Statuses.BadRequest(
            "unrecognized value for includeObject: must be 'Metadata', 'Object', or 'None'"),
    };

    public static ListMeta MetaOf(Requests.ListResult list) => new()
    {
        ResourceVersion = list.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Continue = list.Continue,
        RemainingItemCount = list.Remaining,
    };

    private static ReadOnlyMemory<byte> Metadata(KubeObject value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer);
        TableWriter.WriteMetadata(writer, value);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
