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

    protected override Node Default(Node value)
    {
        if (value.Status.Allocatable.IsEmpty && !value.Status.Capacity.IsEmpty)
            value = value with { Status = value.Status with { Allocatable = value.Status.Capacity } };
        return WithBothRanges(value);
    }

    protected override Node PrepareForCreate(Node value) =>
        value.Spec.ConfigSource is null && value.Status.Config is null
            ? value
            : value with
            {
                Spec = value.Spec with { ConfigSource = null },
                Status = value.Status with { Config = null },
            };

    protected override Node PrepareForUpdate(Node value, Node old) => value with
    {
        // Acted on no longer: nobody gets to set it anew.
        Spec = old.Spec.ConfigSource is null ? value.Spec with { ConfigSource = null } : value.Spec,
        Status = old.Status,
    };

    protected override Node PrepareForStatusUpdate(Node value, Node old) => value with
    {
        Spec = old.Spec,
        Status = old.Status.Config is null ? value.Status with { Config = null } : value.Status,
    };

    protected override void Validate(Node value, FieldErrors errors) => NodeValidation.Validate(value, errors);

    protected override void ValidateUpdate(Node value, Node old, FieldErrors errors) =>
        NodeValidation.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(Node value, Node old, FieldErrors errors) =>
        NodeValidation.ValidateStatusUpdate(value, old, errors);

    // The first of podCIDRs is podCIDR; where they differ, podCIDR counts, as clients may know no more than that.
    private static Node WithBothRanges(Node value)
    {
        var (one, all) = (value.Spec.PodCidr, value.Spec.PodCidrs);
        if (string.IsNullOrEmpty(one))
            return all.IsEmpty ? value : value with { Spec = value.Spec with { PodCidr = all[0] } };
        return !all.IsEmpty && all[0] == one ? value : value with { Spec = value.Spec with { PodCidrs = [one] } };
    }
}
