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

    protected override void Validate(Lease value, FieldErrors errors)
    {
        var path = FieldPath.Of("spec");
        var spec = value.Spec;
        if (spec.LeaseDurationSeconds is <= 0)
            errors.Invalid(path.Child("leaseDurationSeconds"), spec.LeaseDurationSeconds, "must be greater than 0");
        errors.NonNegative(path.Child("leaseTransitions"), spec.LeaseTransitions ?? 0);
        if (spec.Strategy is { } strategy && !strategy.Contains('/') && strategy != "OldestEmulationVersion")
            errors.NotSupported(path.Child("strategy"), strategy, "OldestEmulationVersion");
        else if (spec.Strategy is not null)
            errors.Invalid(path.Child("strategy"), spec.Strategy, Names.QualifiedName(spec.Strategy));
        if (!string.IsNullOrEmpty(spec.PreferredHolder) && string.IsNullOrEmpty(spec.Strategy))
            errors.Forbidden(path.Child("preferredHolder"), "may only be specified if `strategy` is defined");
    }
}
