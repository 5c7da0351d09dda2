using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Endpoints.</summary>
public sealed class EndpointsKind : KindDefinition<Endpoints>
{
    public override GroupVersionKind Gvk => Endpoints.GroupVersionKind;

    public override string Plural => "endpoints";

    public override ValueList<string> ShortNames { get; } = ["ep"];

    public override bool AllowsCreateOnUpdate => true;
}
