using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

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

    protected override void Validate(ConfigMap value, FieldErrors errors) =>
        ConfigMapValidation.Validate(value, errors);

    protected override void ValidateUpdate(ConfigMap value, ConfigMap old, FieldErrors errors) =>
        ConfigMapValidation.ValidateUpdate(value, old, errors);
}
