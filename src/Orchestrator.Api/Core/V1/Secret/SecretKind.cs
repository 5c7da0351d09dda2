using System.Text;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Secrets.</summary>
public sealed class SecretKind : KindDefinition<Secret>
{
    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("type", v => ((Secret)v).Type ?? ""));

    public override GroupVersionKind Gvk => Secret.GroupVersionKind;

    public override string Plural => "secrets";

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Secret>("Type", "What its entries mean.", value => value.Type ?? ""),
        PrinterColumn.Number<Secret>("Data", "How many entries it has.", value => value.Data.Count, "string"),
        PrinterColumn.Age,
    ];

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    protected override Secret Default(Secret value)
    {
        var data = value.Data;
        // stringData is for writing only: it becomes data, over what is there, and is never read back.
        foreach (var (key, text) in value.StringData)
            data = data.With(key, new Bytes(Encoding.UTF8.GetBytes(text)));
        return value with
        {
            Data = data,
            StringData = [],
            Type = string.IsNullOrEmpty(value.Type) ? "Opaque" : value.Type,
        };
    }

    protected override Secret PrepareForUpdate(Secret value, Secret old) =>
        // An update that leaves the type out keeps it.
        string.IsNullOrEmpty(value.Type) ? value with { Type = old.Type } : value;

    protected override void Validate(Secret value, FieldErrors errors) => SecretValidation.Validate(value, errors);

    protected override void ValidateUpdate(Secret value, Secret old, FieldErrors errors) =>
        SecretValidation.ValidateUpdate(value, old, errors);
}
