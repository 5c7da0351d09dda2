using Orchestrator.Api;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Requests;

/// <summary>What a request carries.</summary>
public abstract record RequestBody;

/// <summary>An object from within this process; never serialized on the way in.</summary>
public sealed record TypedBody(KubeObject Value) : RequestBody;

/// <summary>An object as JSON from outside.</summary>
public sealed record JsonBody(ReadOnlyMemory<byte> Utf8) : RequestBody;

/// <summary>An object in Kubernetes' protobuf form.</summary>
public sealed record ProtobufBody(ReadOnlyMemory<byte> Bytes) : RequestBody;

/// <summary>A patch document.</summary>
public sealed record PatchBody(Patch Patch) : RequestBody;
