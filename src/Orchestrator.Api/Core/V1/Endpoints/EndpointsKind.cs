using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Endpoints.</summary>
public sealed class EndpointsKind : KindDefinition<Endpoints>
{
    public override GroupVersionKind Gvk => Endpoints.GroupVersionKind;

    public override string Plural => "endpoints";

    public override ValueList<string> ShortNames { get; } = ["ep"];

    public override bool AllowsCreateOnUpdate => true;

    public override ValueList<PrinterColumn> Columns => EndpointsColumns.All;

    protected override Endpoints Default(Endpoints value) => value with { Subsets = value.Subsets.Map(WithProtocols) };

    protected override void Validate(Endpoints value, FieldErrors errors) =>
        EndpointsValidation.Validate(value, errors);

    private static EndpointSubset WithProtocols(EndpointSubset subset) => subset with
    {
        Ports = subset.Ports.Map(port => string.IsNullOrEmpty(port.Protocol) ? port with { Protocol = "TCP" } : port),
    };
}
