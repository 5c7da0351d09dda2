using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Autoscaling.V1;

/// <summary>What the API knows of Scale, the body of the <c>scale</c> subresources: never stored.</summary>
public sealed class ScaleKind : KindDefinition<Scale>
{
    public override GroupVersionKind Gvk => Scale.GroupVersionKind;

    public override string Plural => "scales";

    public override ValueList<string> Verbs { get; } = [];
}
