using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Apps.V1;

/// <summary>What the API knows of Deployments.</summary>
public sealed class DeploymentKind : KindDefinition<Deployment>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Deployment.GroupVersionKind, ["get", "patch", "update"]),
        new("scale", Scale.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => Deployment.GroupVersionKind;

    public override string Plural => "deployments";

    public override ValueList<string> ShortNames { get; } = ["deploy"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;
}
