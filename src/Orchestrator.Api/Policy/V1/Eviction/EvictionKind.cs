using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Policy.V1;

/// <summary>What the API knows of Eviction, the body of <c>pods/eviction</c>: never stored.</summary>
public sealed class EvictionKind : KindDefinition<Eviction>
{
    public override GroupVersionKind Gvk => Eviction.GroupVersionKind;

    public override string Plural => "evictions";

    public override ValueList<string> Verbs { get; } = ["create"];
}
