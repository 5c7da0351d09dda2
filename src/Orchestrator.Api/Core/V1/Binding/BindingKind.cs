using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Binding, the body of <c>pods/binding</c>: never stored.</summary>
public sealed class BindingKind : KindDefinition<Binding>
{
    public override GroupVersionKind Gvk => Binding.GroupVersionKind;

    public override string Plural => "bindings";

    public override ValueList<string> Verbs { get; } = ["create"];
}
