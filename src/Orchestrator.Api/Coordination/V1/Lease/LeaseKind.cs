using Orchestrator.Api.Kinds;

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
}
