using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client.Http;

/// <summary>One line of a watch: <c>{"type":"ADDED","object":{…}}</c>.</summary>
internal static class WatchLine
{
    /// <exception cref="StatusException">The line is an error: the watch has failed.</exception>
    /// <exception cref="FormatException">The line is no event of the kind.</exception>
    /// <exception cref="JsonException">The line is no JSON.</exception>
    public static WatchEvent Read(KindDefinition kind, ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var type, out var value))
            Search(line, out type, out value);
        if (type.SequenceEqual("ADDED"u8))
            return new(WatchEventType.Added, kind.ReadJson(value));
        if (type.SequenceEqual("MODIFIED"u8))
            return new(WatchEventType.Modified, kind.ReadJson(value));
        if (type.SequenceEqual("DELETED"u8))
            return new(WatchEventType.Deleted, kind.ReadJson(value));
        if (type.SequenceEqual("BOOKMARK"u8))
            return new(WatchEventType.Bookmark, kind.ReadJson(value));
        if (type.SequenceEqual("ERROR"u8))
            throw Statuses.From(JsonCodec.Read<Status>(value));
        throw new FormatException("a watch sent an event of no known type");
    }

    // As every API server writes it; so the object is gone through once, by its own codec.
    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> value)
    {
        var head = "{\"type\":\""u8;
        var middle = "\",\"object\":"u8;
        type = value = default;
        if (!line.StartsWith(head) || line[^1] != '}')
            return false;
        var rest = line[head.Length..^1];
        var end = rest.IndexOf((byte)'"');
        if (end < 0 || !rest[end..].StartsWith(middle))
            return false;
        type = rest[..end];
        value = rest[(end + middle.Length)..];
        return true;
    }

    private static void Search(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> value)
    {
        type = value = default;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth + 2 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("a watch sent a line that is no event");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isType)
                type = reader.ValueSpan;
            reader.Skip();
            if (isObject)
                value = line[start..(int)reader.BytesConsumed];
        }
    }
}
