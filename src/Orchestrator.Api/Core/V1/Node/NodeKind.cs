using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Nodes.</summary>
public sealed class NodeKind : KindDefinition<Node>
{
    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("spec.unschedulable", v => ((Node)v).Spec.Unschedulable ? "true" : "false"));

    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Node.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => Node.GroupVersionKind;

    public override string Plural => "nodes";

    public override ValueList<string> ShortNames { get; } = ["no"];

    public override bool Namespaced => false;

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns => NodeColumns.All;

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    protected override Node Default(Node value) =>
        value.Status.Allocatable.IsEmpty && !value.Status.Capacity.IsEmpty
            ? value with { Status = value.Status with { Allocatable = value.Status.Capacity } }
            : value;

    protected override Node PrepareForUpdate(Node value, Node old) => value with { Status = old.Status };

    protected override Node PrepareForStatusUpdate(Node value, Node old) => value with { Spec = old.Spec };

    protected override void Validate(Node value, FieldErrors errors) => NodeValidation.Validate(value, errors);

    protected override void ValidateUpdate(Node value, Node old, FieldErrors errors) =>
        NodeValidation.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(Node value, Node old, FieldErrors errors) =>
        NodeValidation.ValidateUpdate(value, old, errors);
}
