using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of ConfigMaps.</summary>
public sealed class ConfigMapKind : KindDefinition<ConfigMap>
{
    public override GroupVersionKind Gvk => ConfigMap.GroupVersionKind;

    public override string Plural => "configmaps";

    public override ValueList<string> ShortNames { get; } = ["cm"];

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Number<ConfigMap>(
            "Data", "How many entries it has.", value => value.Data.Count + value.BinaryData.Count, "string"),
        PrinterColumn.Age,
    ];
}
