using Orchestrator.Api;

namespace Orchestrator.Store;

/// <summary>An object and its canonical JSON, serialized once, outside the store's actor, with a slot for the resourceVersion.</summary>
/// <remarks>Sketch to be settled by the store: bytes that came from the journal are decoded only when the object is asked for.</remarks>
public abstract class StoredObject
{
    /// <summary>The typed object; its resourceVersion is the entry's.</summary>
    public abstract KubeObject Object { get; }

    /// <summary>The canonical JSON, resourceVersion included.</summary>
    public abstract ReadOnlyMemory<byte> Json { get; }
}
