using System.Collections.Immutable;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Akka.Remoting;

/// <summary>What crosses the wire between a client's call and the server's; <see cref="ApiMessageSerializer"/> has its
/// bytes.</summary>
public interface IApiMessage;

/// <summary>Asks the gate to serve a call. Its sender is the call's own actor.</summary>
/// <param name="Id">Under which both sides' pulses name it.</param>
/// <param name="Header">A <see cref="CallHeader"/>'s or a <see cref="NodeLogHeader"/>'s bytes.</param>
/// <param name="BodyBytes">How long the body is that the call will send when granted.</param>
/// <param name="Granted">Chunks of the answer the caller takes for now.</param>
public sealed record OpenCall(CallId Id, ReadOnlyMemory<byte> Header, int BodyBytes, long Granted) : IApiMessage;

/// <summary>The next piece of a body or an answer.</summary>
/// <param name="Number">0, 1, 2 …: a gap says that one was lost.</param>
/// <param name="IsLast">Nothing follows it.</param>
public sealed record Chunk(long Number, bool IsLast, ReadOnlyMemory<byte> Bytes) : IApiMessage;

/// <summary>How far one side is; counts from the call's beginning, so that a lost pulse is made good by the
/// next.</summary>
/// <param name="Sent">Chunks this side has sent.</param>
/// <param name="Granted">Chunks the other side may have sent in all.</param>
public sealed record Pulse(long Sent, long Granted) : IApiMessage;

/// <summary>How far one side is in many calls with the same peer, said once a period.</summary>
/// <param name="AreServed">By the sender; else it is the caller of all.</param>
/// <param name="Session">The callers' <see cref="CallId.Session"/>.</param>
public sealed record Pulses(bool AreServed, long Session, ImmutableArray<PulseEntry> Entries) : IApiMessage;

/// <summary>The caller has what it wanted, or wants it no more.</summary>
public sealed record EndCall : IApiMessage
{
    public static EndCall Instance { get; } = new();
}

/// <summary>The gate does not serve this call; nothing happened.</summary>
public sealed record CallRefused(Status Status) : IApiMessage;

/// <summary>The server has given the call up without an answer; a write may have happened.</summary>
public sealed record CallAborted(string Cause) : IApiMessage;
