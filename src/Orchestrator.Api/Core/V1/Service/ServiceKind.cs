using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Services.</summary>
public sealed class ServiceKind : KindDefinition<Service>
{
    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("spec.clusterIP", v => ((Service)v).Spec.ClusterIP ?? ""),
        ("spec.type", v => ((Service)v).Spec.Type ?? ""));

    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Service.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => Service.GroupVersionKind;

    public override string Plural => "services";

    public override ValueList<string> ShortNames { get; } = ["svc"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;

    public override bool AllowsCreateOnUpdate => true;

    public override ValueList<PrinterColumn> Columns => ServiceColumns.All;

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    protected override ValueList<string> NameFormat(string name) => Names.Dns1035Label(name);

    protected override Service Default(Service value) => ServiceDefaults.Service(value);

    protected override Service PrepareForCreate(Service value) => ServiceStrategy.ForCreate(value);

    protected override Service PrepareForUpdate(Service value, Service old) => ServiceStrategy.ForUpdate(value, old);

    protected override Service PrepareForStatusUpdate(Service value, Service old) => value with { Spec = old.Spec };

    protected override void Validate(Service value, FieldErrors errors) =>
        ServiceValidation.Validate(value, errors);

    protected override void ValidateUpdate(Service value, Service old, FieldErrors errors) =>
        ServiceValidation.ValidateUpdate(value, old.Spec, errors);

    protected override void ValidateStatusUpdate(Service value, Service old, FieldErrors errors) =>
        ServiceValidation.ValidateStatus(value, errors);
}
