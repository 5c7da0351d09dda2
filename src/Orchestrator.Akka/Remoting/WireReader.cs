using System.Text;

namespace Orchestrator.Akka.Remoting;

/// <summary>Reads what <see cref="WireWriter"/> wrote.</summary>
/// <remarks>Every method throws <see cref="FormatException"/> where the bytes end early or make no sense.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int NumberBytesMax = 10;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var i = 0; i < NumberBytesMax; i++)
        {
            var next = Byte();
            if (i == NumberBytesMax - 1 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
                return (long)value;
        }
        throw new FormatException("a number is longer than 64 bits");
    }

    /// <summary>A count, which is never negative.</summary>
    public long Count()
    {
        var value = Number();
        return value >= 0 ? value : throw new FormatException("a count is negative");
    }

    public string Text()
    {
        var length = Count();
        if (length > _rest.Length)
            throw new FormatException("the message ends within a text");
        try
        {
            return Strict.GetString(Take((int)length));
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("a text is not valid UTF-8", error);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new FormatException("the message ends early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
