using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Coordination.V1;

/// <summary>What the API knows of Leases.</summary>
public sealed class LeaseKind : KindDefinition<Lease>
{
    public override GroupVersionKind Gvk => Lease.GroupVersionKind;

    public override string Plural => "leases";

    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Lease>("Holder", "Who holds it.", value => value.Spec.HolderIdentity ?? ""),
        PrinterColumn.Age,
    ];

    protected override Lease PrepareForCreate(Lease value) => WithoutGated(value);

    protected override Lease PrepareForUpdate(Lease value, Lease old) => WithoutGated(value);

    protected override void Validate(Lease value, FieldErrors errors)
    {
        var path = FieldPath.Of("spec");
        var spec = value.Spec;
        if (spec.LeaseDurationSeconds is <= 0)
            errors.Invalid(path.Child("leaseDurationSeconds"), spec.LeaseDurationSeconds, "must be greater than 0");
        errors.NonNegative(path.Child("leaseTransitions"), spec.LeaseTransitions ?? 0);
    }

    // Coordinated leader election is behind a gate that is off in v1.32: its fields are forgotten without a word.
    private static Lease WithoutGated(Lease value) =>
        value.Spec.Strategy is null && value.Spec.PreferredHolder is null
            ? value
            : value with { Spec = value.Spec with { Strategy = null, PreferredHolder = null } };
}
