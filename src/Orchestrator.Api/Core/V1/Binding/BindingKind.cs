using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Binding, the body of <c>pods/binding</c>: never stored.</summary>
public sealed class BindingKind : KindDefinition<Binding>
{
    public override GroupVersionKind Gvk => Binding.GroupVersionKind;

    public override string Plural => "bindings";

    public override ValueList<string> Verbs { get; } = ["create"];

    protected override void Validate(Binding value, FieldErrors errors)
    {
        var target = FieldPath.Of("target");
        if (value.Target.Kind is not (null or "" or "Node"))
            errors.NotSupported(target.Child("kind"), value.Target.Kind, "Node", "<empty>");
        if (string.IsNullOrEmpty(value.Target.Name))
            errors.Required(target.Child("name"));
    }
}
