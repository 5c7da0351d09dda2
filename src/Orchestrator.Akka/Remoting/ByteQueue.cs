namespace Orchestrator.Akka.Remoting;

/// <summary>Bytes that are added behind and taken in front, in one piece of memory.</summary>
internal sealed class ByteQueue
{
    /// <summary>More than this is given back once it is empty: a watch that passed one large object holds
    /// none.</summary>
    private const int KeptBytesMax = 4 * RemoteApiOptions.ChunkBytesMax;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, Length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _bytes.Length)
            MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The first bytes, as an array of their own.</summary>
    public byte[] Take(int count)
    {
        var taken = Span[..count].ToArray();
        Drop(count);
        return taken;
    }

    public void Drop(int count)
    {
        _start += count;
        if (_start < _end)
            return;
        _start = _end = 0;
        if (_bytes.Length > KeptBytesMax)
            _bytes = [];
    }

    private void MakeRoom(int count)
    {
        var length = Length;
        var needed = checked(length + count);
        var to = needed > _bytes.Length / 2
            ? new byte[Math.Max(needed, Math.Min(2 * needed, Array.MaxLength))]
            : _bytes;
        Span.CopyTo(to);
        _bytes = to;
        _start = 0;
        _end = length;
    }
}
