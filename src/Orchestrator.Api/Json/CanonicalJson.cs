using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>An object's canonical JSON without its resourceVersion, and the place where that belongs.</summary>
/// <remarks>The store numbers a write long after its object was serialized.
/// <c>{"kind":"Pod",…,"metadata":{"name":"a",‸"creationTimestamp":…</c>:
/// at the slot goes <c>"resourceVersion":"42",</c>. There always is a field behind it, since creationTimestamp is
/// never left out.</remarks>
/// <param name="Utf8">The document.</param>
/// <param name="Slot">Offset into it, in bytes.</param>
public readonly record struct CanonicalJson(ReadOnlyMemory<byte> Utf8, int Slot)
{
    /// <summary>Bytes of a resourceVersion field with the longest revision.</summary>
    private const int FieldLengthMax = 21 + 20;

    /// <summary>Serializes an object; a resourceVersion it has is left out.</summary>
    public static CanonicalJson Of(KubeObject value)
    {
        var bare = value.Metadata.ResourceVersion is null
            ? value
            : value with { Metadata = value.Metadata with { ResourceVersion = null } };
        var utf8 = JsonCodec.Write(bare);
        return new(utf8, FindSlot(utf8));
    }

    /// <summary>Finds the slot in canonical bytes that have no resourceVersion, such as those a journal gives
    /// back.</summary>
    public static CanonicalJson Of(ReadOnlyMemory<byte> canonical) => new(canonical, FindSlot(canonical.Span));

    /// <summary>The whole document at a revision, in an array of its own.</summary>
    public byte[] At(long revision)
    {
        Span<byte> field = stackalloc byte[FieldLengthMax];
        field = field[..WriteField(field, revision)];
        var whole = new byte[Utf8.Length + field.Length];
        Utf8.Span[..Slot].CopyTo(whole);
        field.CopyTo(whole.AsSpan(Slot));
        Utf8.Span[Slot..].CopyTo(whole.AsSpan(Slot + field.Length));
        return whole;
    }

    /// <summary>Appends the whole document at a revision.</summary>
    public void WriteTo(IBufferWriter<byte> buffer, long revision)
    {
        buffer.Write(Utf8.Span[..Slot]);
        var field = buffer.GetSpan(FieldLengthMax);
        buffer.Advance(WriteField(field, revision));
        buffer.Write(Utf8.Span[Slot..]);
    }

    private static int WriteField(Span<byte> field, long revision)
    {
        "\"resourceVersion\":\""u8.CopyTo(field);
        Utf8Formatter.TryFormat(revision, field[19..], out var digits);
        "\","u8.CopyTo(field[(19 + digits)..]);
        return 19 + digits + 2;
    }

    // The fields before the slot are few and lie at the document's beginning.
    private static int FindSlot(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 2
                && (reader.ValueTextEquals("generation"u8) || reader.ValueTextEquals("creationTimestamp"u8)))
            {
                return (int)reader.TokenStartIndex;
            }
        }
        throw new ArgumentException("not the canonical JSON of an object: metadata.creationTimestamp is missing");
    }
}
