using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client.Http;

/// <summary>Reads a list item by item while it arrives: a list of the whole cluster is never in memory as
/// text.</summary>
internal sealed class ListReader(KindDefinition kind, PipeReader from, int itemBytesMax)
{
    private readonly List<KubeObject> _items = [];
    private readonly ReadUtf8<KubeObject> _readItem = utf8 => kind.ReadJson(utf8);
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth + 4 });
    private Place _place = Place.Before;
    private ListMeta _meta = ListMeta.Empty;

    private enum Place
    {
        Before,
        Fields,
        Items,
        After,
    }

    /// <exception cref="JsonException">No JSON, or cut off.</exception>
    /// <exception cref="FormatException">No list, or an item that is not of the kind.</exception>
    /// <exception cref="InvalidDataException">An item is larger than allowed.</exception>
    public async ValueTask<ObjectList> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await from.ReadAsync(cancellation).ConfigureAwait(false);
            var consumed = Take(read.Buffer, read.IsCompleted);
            var left = read.Buffer.Length - consumed;
            from.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
            if (_place == Place.After)
                break;
            if (read.IsCompleted)
                throw new FormatException("the list ends in the middle");
            if (left > itemBytesMax)
                throw new InvalidDataException($"an item is larger than {itemBytesMax} bytes");
        }
        var rest = _meta.Continue is { Length: > 0 } token ? token : null;
        return new(_items, _meta.ResourceVersion ?? "", rest, _meta.RemainingItemCount);
    }

    /// <summary>Takes the whole fields and items the buffer begins with; returns how many bytes they were.</summary>
    private long Take(in ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var reader = new Utf8JsonReader(buffer, isFinal, _state);
        var last = reader;
        while (_place != Place.After && TryStep(ref reader, buffer))
            last = reader;
        _state = last.CurrentState;
        return last.BytesConsumed;
    }

    // False, and the reader is of no more use, where the buffer ends within the step.
    private bool TryStep(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        if (!reader.Read())
            return false;
        switch (_place)
        {
            case Place.Before:
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new FormatException("the answer is no list");
                _place = Place.Fields;
                return true;
            case Place.Fields when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.After;
                return true;
            case Place.Fields:
                return TryField(ref reader, buffer);
            case Place.Items when reader.TokenType == JsonTokenType.EndArray:
                _place = Place.Fields;
                return true;
            default:
                if (!TryValue(ref reader, buffer, out var item))
                    return false;
                _items.Add(Contiguous(item, _readItem));
                return true;
        }
    }

    private bool TryField(ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer)
    {
        var isItems = reader.ValueTextEquals("items"u8);
        var isMeta = reader.ValueTextEquals("metadata"u8);
        if (!reader.Read())
            return false;
        if (isItems && reader.TokenType == JsonTokenType.StartArray)
        {
            _place = Place.Items;
            return true;
        }
        if (!TryValue(ref reader, buffer, out var value))
            return false;
        if (isMeta)
            _meta = Contiguous(value, utf8 => JsonCodec.Read<ListMeta>(utf8));
        return true;
    }

    private static bool TryValue(
        ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> value)
    {
        var start = reader.TokenStartIndex;
        var isWhole = reader.TrySkip();
        value = isWhole ? buffer.Slice(start, reader.BytesConsumed - start) : default;
        return isWhole;
    }

    private static T Contiguous<T>(in ReadOnlySequence<byte> utf8, ReadUtf8<T> read)
    {
        if (utf8.IsSingleSegment)
            return read(utf8.FirstSpan);
        var length = (int)utf8.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            utf8.CopyTo(copy);
            return read(copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
