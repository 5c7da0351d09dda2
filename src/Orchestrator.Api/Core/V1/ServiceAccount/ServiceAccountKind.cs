using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of ServiceAccounts.</summary>
public sealed class ServiceAccountKind : KindDefinition<ServiceAccount>
{
    public override GroupVersionKind Gvk => ServiceAccount.GroupVersionKind;

    public override string Plural => "serviceaccounts";

    public override ValueList<string> ShortNames { get; } = ["sa"];

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Number<ServiceAccount>(
            "Secrets", "How many secrets its Pods may mount.", value => value.Secrets.Count, "string"),
        PrinterColumn.Age,
    ];

    protected override ServiceAccount PrepareForCreate(ServiceAccount value) => WithNamesOnly(value);

    protected override ServiceAccount PrepareForUpdate(ServiceAccount value, ServiceAccount old) =>
        WithNamesOnly(value);

    private static ServiceAccount WithNamesOnly(ServiceAccount value) =>
        value with { Secrets = value.Secrets.Map(secret => new ObjectReference { Name = secret.Name }) };
}
