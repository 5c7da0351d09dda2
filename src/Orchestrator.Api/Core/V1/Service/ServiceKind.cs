using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Services.</summary>
public sealed class ServiceKind : KindDefinition<Service>
{
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
}
