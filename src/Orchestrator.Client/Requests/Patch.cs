using Orchestrator.Api.Patches;

namespace Orchestrator.Client;

/// <summary>A patch document and how to read it.</summary>
public sealed record Patch(PatchType Type, ReadOnlyMemory<byte> Utf8);
