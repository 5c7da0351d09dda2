using System.Runtime.InteropServices;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>Reads one object of a list or map; the input stands on its value.</summary>
public delegate T JsonRead<out T>(ref JsonInput input);

/// <summary>A JSON document while generated code reads it.</summary>
/// <remarks>Every Read method expects the input to stand on its value and leaves it on the value's last token.
/// Offsets, not paths, are remembered: a path is worked out only when there is an error to tell.</remarks>
public ref struct JsonInput
{
    private readonly StrictErrors? _strict;
    private Utf8JsonReader _reader;
    private long _fieldOffset;

    internal JsonInput(ReadOnlySpan<byte> utf8, StrictErrors? strict)
    {
        _reader = new(utf8, new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth });
        _strict = strict;
    }

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>Where the token the input stands on begins, in bytes.</summary>
    internal readonly long Offset => _reader.TokenStartIndex;

    /// <summary>Enters an object; false for null.</summary>
    public readonly bool BeginObject() => Begins(JsonTokenType.StartObject);

    /// <summary>Goes to the next field's value; false at the object's end.</summary>
    public bool NextField(out ReadOnlySpan<byte> name)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }
        name = _reader.ValueIsEscaped ? JsonText.Unescape(ref _reader) : _reader.ValueSpan;
        _fieldOffset = _reader.TokenStartIndex;
        _reader.Read();
        return true;
    }

    /// <summary>Notes that a field was seen; a second sight is a duplicate. Called before its value is read.</summary>
    public readonly void Mark(ref ulong seen, ulong bit)
    {
        if ((seen & bit) != 0)
            _strict?.AddDuplicate(_fieldOffset);
        seen |= bit;
    }

    /// <summary>Passes over the value of a field the type does not have.</summary>
    public void SkipUnknown()
    {
        _strict?.AddUnknown(_fieldOffset);
        _reader.Skip();
    }

    public string ReadString()
    {
        if (_reader.TokenType == JsonTokenType.String)
            return JsonText.GetString(ref _reader);
        return IsNull ? "" : throw Mismatch();
    }

    /// <summary>A string whose empty value means the same as its absence.</summary>
    public string? ReadStringOrNull() => ReadString() is { Length: > 0 } text ? text : null;

    public readonly bool ReadBoolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Mismatch(),
    };

    public readonly int ReadInt32()
    {
        if (IsNull)
            return 0;
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var value)
            ? value
            : throw Mismatch();
    }

    public readonly long ReadInt64()
    {
        if (IsNull)
            return 0;
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var value)
            ? value
            : throw Mismatch();
    }

    public readonly double ReadDouble()
    {
        if (IsNull)
            return 0;
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out var value)
            && double.IsFinite(value)
            ? value
            : throw Mismatch();
    }

    public Time ReadTime() => Time.Parse(ReadString());

    public MicroTime ReadMicroTime() => MicroTime.Parse(ReadString());

    public Quantity ReadQuantity() => _reader.TokenType switch
    {
        JsonTokenType.String => Quantity.Parse(ReadString().AsSpan().Trim()),
        JsonTokenType.Number => Quantity.Parse(JsonText.Ascii(_reader.ValueSpan)),
        JsonTokenType.Null => default,
        _ => throw new FormatException(Quantity.WrongFormat),
    };

    public IntOrString ReadIntOrString() =>
        _reader.TokenType == JsonTokenType.String ? new(ReadString()) : new(ReadInt32());

    public Bytes ReadBytes()
    {
        if (IsNull)
            return default;
        if (_reader.TokenType != JsonTokenType.String)
            throw Mismatch();
        return _reader.TryGetBytesFromBase64(out var content)
            ? new(content)
            : throw new FormatException("illegal base64 data");
    }

    public RawJson ReadRawJson() => RawJson.Copy(ref _reader);

    public ValueList<T> ReadList<T>(JsonRead<T> read)
    {
        if (!Begins(JsonTokenType.StartArray))
            return default;
        T[] items = [];
        var count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == items.Length)
                Array.Resize(ref items, count == 0 ? 1 : count * 2);
            items[count++] = read(ref this);
        }
        if (count < items.Length)
            Array.Resize(ref items, count);
        return count == 0 ? default : new(ImmutableCollectionsMarshal.AsImmutableArray(items));
    }

    public ValueMap<T> ReadMap<T>(JsonRead<T> read)
    {
        if (!BeginObject())
            return default;
        KeyValuePair<string, T>[] entries = [];
        var count = 0;
        var keys = new MapKeys();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            if (count == entries.Length)
                Array.Resize(ref entries, count == 0 ? 1 : count * 2);
            var key = JsonText.GetString(ref _reader);
            if (_strict is not null && !keys.Add(key, entries.AsSpan(0, count)))
                _strict.AddDuplicate(_reader.TokenStartIndex);
            _reader.Read();
            entries[count++] = new(key, read(ref this));
        }
        if (count < entries.Length)
            Array.Resize(ref entries, count);
        return ValueMap<T>.Adopt(entries);
    }

    /// <summary>Goes to the document's first token.</summary>
    internal void Start()
    {
        if (!_reader.Read())
            throw new JsonException("unexpected end of JSON input");
    }

    /// <summary>Makes sure that nothing follows the document.</summary>
    internal void End()
    {
        if (_reader.Read())
            throw new JsonException("unexpected data after the document");
    }

    private readonly bool Begins(JsonTokenType token)
    {
        if (_reader.TokenType == token)
            return true;
        return IsNull ? false : throw Mismatch();
    }

    private readonly JsonMismatchException Mismatch() => new(_reader.TokenStartIndex, JsonText.Describe(_reader));

    /// <summary>Tells whether a map's key was there before. Most maps arrive sorted and need no set for that.</summary>
    private ref struct MapKeys
    {
        private HashSet<string>? _seen;

        public bool Add<T>(string key, ReadOnlySpan<KeyValuePair<string, T>> before)
        {
            if (_seen is null)
            {
                if (before.IsEmpty || string.CompareOrdinal(before[^1].Key, key) < 0)
                    return true;
                _seen = new(StringComparer.Ordinal);
                foreach (var entry in before)
                    _seen.Add(entry.Key);
            }
            return _seen.Add(key);
        }
    }
}
