using System.Buffers.Binary;

namespace Orchestrator.Akka.Remoting;

/// <summary>Takes an answer apart while its chunks arrive.</summary>
internal sealed class AnswerReader(int recordBytesMax)
{
    private readonly ByteQueue _bytes = new();

    /// <summary>Whether the bytes end behind a record.</summary>
    public bool IsAtEnd => _bytes.Length == 0;

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Add(bytes);

    /// <summary>The next whole record, which <paramref name="take"/> is lent.</summary>
    /// <exception cref="FormatException">No record, one that is too large, or <paramref name="take"/> cannot read
    /// it.</exception>
    public bool TryTake(Taking take)
    {
        var bytes = _bytes.Span;
        if (bytes.Length < AnswerWriter.HeadBytes)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        if (length < 0 || length > recordBytesMax)
            throw new FormatException($"an object is larger than {recordBytesMax} bytes");
        if (bytes.Length < AnswerWriter.HeadBytes + length)
            return false;
        take((AnswerRecord)bytes[0], bytes.Slice(AnswerWriter.HeadBytes, length));
        _bytes.Drop(AnswerWriter.HeadBytes + length);
        return true;
    }

    public delegate void Taking(AnswerRecord kind, ReadOnlySpan<byte> bytes);
}
