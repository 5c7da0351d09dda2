using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Store.Journals;

/// <summary>Builds a payload: varints, length-prefixed bytes and text, and a checksum at its end. Reused between
/// payloads.</summary>
internal sealed class PayloadWriter
{
    // A rare huge batch must not keep its buffer for ever.
    private const int KeptBytesMax = 1 << 20;
    private byte[] _buffer = new byte[4096];
    private int _count;

    public int Count => _count;

    public void Clear()
    {
        _count = 0;
        if (_buffer.Length > KeptBytesMax)
            _buffer = new byte[4096];
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Number(long value)
    {
        for (var rest = (ulong)value; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                Byte((byte)rest);
                return;
            }
            Byte((byte)(rest | 0x80));
        }
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>Closes the payload with its checksum. Valid until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        var sum = Checksum.Of(_buffer.AsSpan(0, _count));
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), sum);
        return _buffer.AsMemory(0, _count);
    }

    private Span<byte> Reserve(int bytes)
    {
        if (_count + bytes > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + bytes));
        _count += bytes;
        return _buffer.AsSpan(_count - bytes, bytes);
    }
}
