using Orchestrator.Api;
using Orchestrator.Api.Kinds;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>The allocators by kind; kinds without one pass through.</summary>
internal sealed class Allocators
{
    private readonly Dictionary<string, IAllocator> _byKind = [];

    public Allocators Add(KindDefinition kind, IAllocator allocator)
    {
        _byKind.Add(kind.StoragePrefix, allocator);
        return this;
    }

    public Reservation Reserve(KindDefinition kind, KubeObject value, KubeObject? old) =>
        _byKind.TryGetValue(kind.StoragePrefix, out var allocator) ? allocator.Reserve(value, old) : new(value);
}
