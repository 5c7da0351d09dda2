using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Autoscaling.V1;

/// <summary>What the API knows of Scale, the body of the <c>scale</c> subresources: never stored.</summary>
public sealed class ScaleKind : KindDefinition<Scale>
{
    public override GroupVersionKind Gvk => Scale.GroupVersionKind;

    public override string Plural => "scales";

    public override ValueList<string> Verbs { get; } = [];

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn with { Format = "" },
        PrinterColumn.Number<Scale>("Desired", "How many there should be.", value => value.Spec.Replicas),
        PrinterColumn.Number<Scale>("Available", "How many there are.", value => value.Status.Replicas),
        PrinterColumn.Age,
    ];

    protected override void Validate(Scale value, FieldErrors errors) =>
        errors.NonNegative(FieldPath.Of("spec").Child("replicas"), value.Spec.Replicas);
}
