using System.Buffers.Binary;
using Orchestrator.Api;
using Orchestrator.Api.Json;

namespace Orchestrator.Akka.Remoting;

/// <summary>An answer's bytes until they are sent: one record behind the other, each its kind, its length (four bytes,
/// low first) and itself.</summary>
internal sealed class AnswerWriter
{
    public const int HeadBytes = 5;

    private readonly ByteQueue _bytes = new();

    public int Length => _bytes.Length;

    /// <summary>Whether there is enough for a whole chunk.</summary>
    public bool HasChunk => Length >= RemoteApiOptions.ChunkBytesMax;

    public void Add(AnswerRecord kind, KubeObject value) => Add(kind, JsonCodec.Write(value));

    public void Add(AnswerRecord kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        _bytes.Add(head);
        _bytes.Add(bytes);
    }

    /// <summary>At most a chunk of what there is.</summary>
    public byte[] TakeChunk() => _bytes.Take(Math.Min(Length, RemoteApiOptions.ChunkBytesMax));
}
