using System.Globalization;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Apps.V1;

/// <summary>What the API knows of ReplicaSets.</summary>
public sealed class ReplicaSetKind : KindDefinition<ReplicaSet>
{
    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("status.replicas", v => ((ReplicaSet)v).Status.Replicas.ToString(CultureInfo.InvariantCulture)));

    private static readonly ValueList<Subresource> Paths =
    [
        new("status", ReplicaSet.GroupVersionKind, ["get", "patch", "update"]),
        new("scale", Scale.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => ReplicaSet.GroupVersionKind;

    public override string Plural => "replicasets";

    public override ValueList<string> ShortNames { get; } = ["rs"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Number<ReplicaSet>(
            "Desired", "How many Pods there should be.", value => value.Spec.Replicas ?? 1),
        PrinterColumn.Number<ReplicaSet>("Current", "How many Pods there are.", value => value.Status.Replicas),
        PrinterColumn.Number<ReplicaSet>("Ready", "How many of them are ready.", value => value.Status.ReadyReplicas),
        PrinterColumn.Age,
        TemplateColumns.Containers<ReplicaSet>(value => value.Spec.Template),
        TemplateColumns.Images<ReplicaSet>(value => value.Spec.Template),
        TemplateColumns.Selector<ReplicaSet>(value => value.Spec.Selector, CellText.None, "<error>"),
    ];

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    protected override ReplicaSet Default(ReplicaSet value) => value with
    {
        Spec = value.Spec with
        {
            Replicas = value.Spec.Replicas ?? 1,
            Template = PodDefaults.Template(value.Spec.Template),
        },
    };

    protected override ReplicaSet PrepareForCreate(ReplicaSet value) =>
        Generation(WithoutGated(value, null) with { Status = ReplicaSetStatus.Empty }, null, true);

    protected override ReplicaSet PrepareForUpdate(ReplicaSet value, ReplicaSet old)
    {
        value = WithoutGated(value, old) with { Status = old.Status };
        return Generation(value, old, value.Spec != old.Spec);
    }

    protected override ReplicaSet PrepareForStatusUpdate(ReplicaSet value, ReplicaSet old) =>
        value with { Spec = old.Spec };

    protected override void Validate(ReplicaSet value, FieldErrors errors) =>
        ReplicaSetValidation.Validate(value.Spec, errors);

    protected override void ValidateUpdate(ReplicaSet value, ReplicaSet old, FieldErrors errors) =>
        ReplicaSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);

    protected override void ValidateStatusUpdate(ReplicaSet value, ReplicaSet old, FieldErrors errors) =>
        ReplicaSetValidation.ValidateStatus(value.Status, errors);

    private static ReplicaSet WithoutGated(ReplicaSet value, ReplicaSet? old)
    {
        var template = GatedFields.Drop(value.Spec.Template, old?.Spec.Template);
        return ReferenceEquals(template, value.Spec.Template)
            ? value
            : value with { Spec = value.Spec with { Template = template } };
    }
}
