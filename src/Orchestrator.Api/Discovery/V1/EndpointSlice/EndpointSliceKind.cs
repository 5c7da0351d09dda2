using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Discovery.V1;

/// <summary>What the API knows of EndpointSlices.</summary>
public sealed class EndpointSliceKind : KindDefinition<EndpointSlice>
{
    public override GroupVersionKind Gvk => EndpointSlice.GroupVersionKind;

    public override string Plural => "endpointslices";

    public override ValueList<PrinterColumn> Columns => EndpointSliceColumns.All;

    protected override EndpointSlice Default(EndpointSlice value) => value with
    {
        Ports = value.Ports.Map(port => port with { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP" }),
    };

    protected override EndpointSlice PrepareForCreate(EndpointSlice value) => Generation(value, null, true);

    protected override EndpointSlice PrepareForUpdate(EndpointSlice value, EndpointSlice old) => Generation(
        value, old,
        value.Endpoints != old.Endpoints || value.Ports != old.Ports || value.AddressType != old.AddressType
            || value.Metadata.Labels != old.Metadata.Labels);

    protected override void Validate(EndpointSlice value, FieldErrors errors) =>
        EndpointSliceValidation.Validate(value, errors);

    protected override void ValidateUpdate(EndpointSlice value, EndpointSlice old, FieldErrors errors)
    {
        EndpointSliceValidation.Validate(value, errors);
        if (value.AddressType != old.AddressType)
            errors.Invalid(FieldPath.Of("addressType"), value.AddressType, ObjectMetaValidation.Immutable);
    }
}
