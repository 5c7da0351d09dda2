using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Store.Journals;

/// <summary>Reads what <see cref="PayloadWriter"/> built.</summary>
internal ref struct PayloadReader
{
    private readonly string _what;
    private ReadOnlySpan<byte> _rest;

    /// <param name="payload">The bytes.</param>
    /// <param name="what">Names the payload in errors.</param>
    /// <exception cref="JournalCorruptException">The checksum does not fit.</exception>
    public PayloadReader(ReadOnlySpan<byte> payload, string what)
    {
        _what = what;
        _rest = payload;
        if (payload.Length < sizeof(uint))
            throw Corrupt("it is too short");
        _rest = payload[..^sizeof(uint)];
        if (Checksum.Of(_rest) != BinaryPrimitives.ReadUInt32LittleEndian(payload[^sizeof(uint)..]))
            throw Corrupt("its checksum does not fit");
    }

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)value;
        }
        throw Corrupt("a number has no end");
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public ReadOnlySpan<byte> Bytes() => Take(Number());

    public readonly JournalCorruptException Corrupt(string why) =>
        new($"{_what} in the journal is damaged: {why}; restore the journal from a backup");

    private ReadOnlySpan<byte> Take(long bytes)
    {
        if (bytes < 0 || bytes > _rest.Length)
            throw Corrupt("it ends too early");
        var taken = _rest[..(int)bytes];
        _rest = _rest[(int)bytes..];
        return taken;
    }
}
