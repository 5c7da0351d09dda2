using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Messages of the <see cref="GarbageCollector"/>; all come from itself and its workers.</summary>
public abstract record GarbageCollectorMessage
{
    private protected GarbageCollectorMessage()
    {
    }
}

internal sealed record KindsFound(IReadOnlyList<KindDefinition>? Kinds) : GarbageCollectorMessage;

internal sealed record GraphChanged(object Incarnation, InformerBatch Batch) : GarbageCollectorMessage;

internal sealed record Collected(object Incarnation, int Worker, string Uid, CollectResult Result)
    : GarbageCollectorMessage;
