using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;

namespace Orchestrator.Client;

/// <summary>One kind of a <see cref="WatchPlan"/>.</summary>
/// <param name="Maps">From a change to keys, in the order they were named; none where the kind is only read.</param>
/// <param name="Indices">Indices the reconciler reads by.</param>
public sealed record PlannedWatch(
    KindDefinition Kind, ValueList<Action<ObjectChange, IKeySink>> Maps, ValueList<ObjectIndex> Indices)
{
    internal PlannedWatch And(Action<ObjectChange, IKeySink>? map, ValueList<ObjectIndex> indices) => this with
    {
        Maps = map is null ? Maps : Maps.Add(map),
        Indices = [.. Indices, .. indices],
    };

    internal void Map(ObjectChange change, IKeySink keys)
    {
        foreach (var map in Maps)
            map(change, keys);
    }
}
