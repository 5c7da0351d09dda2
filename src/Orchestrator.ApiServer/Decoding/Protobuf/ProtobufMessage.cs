using System.Buffers.Binary;

namespace Orchestrator.ApiServer.Decoding.Protobuf;

/// <summary>One protobuf message taken apart: its fields in the order they came, values still encoded.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<ProtobufField> _fields = [];

    /// <exception cref="FormatException">Not a protobuf message.</exception>
    public static ProtobufMessage Parse(ReadOnlyMemory<byte> message)
    {
        var parsed = new ProtobufMessage();
        var at = 0;
        while (at < message.Length)
            parsed._fields.Add(ReadField(message, ref at));
        return parsed;
    }

    /// <summary>The last field of a number; of two the later counts. Null where there is none.</summary>
    public ProtobufField? Last(int number)
    {
        for (var i = _fields.Count - 1; i >= 0; i--)
        {
            if (_fields[i].Number == number)
                return _fields[i];
        }
        return null;
    }

    public IEnumerable<ProtobufField> All(int number) => _fields.Where(field => field.Number == number);

    private static ProtobufField ReadField(ReadOnlyMemory<byte> message, ref int at)
    {
        var tag = ReadVarint(message.Span, ref at);
        var number = (int)(tag >> 3);
        switch ((int)(tag & 7))
        {
            case Varint:
                return new(number, ReadVarint(message.Span, ref at), default);
            case Fixed64:
                var wide = BinaryPrimitives.ReadUInt64LittleEndian(Take(message, ref at, 8).Span);
                return new(number, wide, default);
            case Fixed32:
                var narrow = BinaryPrimitives.ReadUInt32LittleEndian(Take(message, ref at, 4).Span);
                return new(number, narrow, default);
            case Delimited:
                var length = ReadVarint(message.Span, ref at);
                if (length > (ulong)(message.Length - at))
                    throw new FormatException("proto: unexpected end of message");
                return new(number, 0, Take(message, ref at, (int)length));
            default:
                throw new FormatException($"proto: illegal wire type {tag & 7}");
        }
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, int count)
    {
        if (count > message.Length - at)
            throw new FormatException("proto: unexpected end of message");
        var taken = message.Slice(at, count);
        at += count;
        return taken;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= message.Length)
                throw new FormatException("proto: unexpected end of message");
            var octet = message[at++];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
                return value;
        }
        throw new FormatException("proto: integer overflow");
    }
}

/// <summary>One field as it lies in a message.</summary>
/// <param name="Scalar">The value of a number.</param>
/// <param name="Bytes">The value of a string, bytes or an embedded message.</param>
internal readonly record struct ProtobufField(int Number, ulong Scalar, ReadOnlyMemory<byte> Bytes);
