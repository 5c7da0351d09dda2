namespace Orchestrator.Client;

/// <summary>A patch document and how to read it.</summary>
public sealed record Patch(PatchType Type, ReadOnlyMemory<byte> Utf8);

public enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>RFC 7386.</summary>
    Merge,

    /// <summary>Kubernetes' strategic merge, by the kind's own list keys.</summary>
    StrategicMerge,
}
