using System.Buffers;
using System.Text;

namespace Orchestrator.Api.OpenApi;

/// <summary>One protobuf message as it grows. Fields of the empty string, false and null are left out, as proto3
/// does.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void String(int field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        RepeatedString(field, text);
    }

    /// <summary>An item of a list: written even when empty.</summary>
    public void RepeatedString(int field, string text)
    {
        Bytes(field, Encoding.UTF8.GetBytes(text));
    }

    public void Boolean(int field, bool value)
    {
        if (!value)
            return;
        Varint((uint)field << 3);
        Varint(1);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var nested = new ProtobufWriter();
        write(nested);
        Bytes(field, nested.Written);
    }

    private void Bytes(int field, ReadOnlySpan<byte> content)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)content.Length);
        _buffer.Write(content);
    }

    private void Varint(uint value)
    {
        var span = _buffer.GetSpan(5);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
