using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Apps.V1;

/// <summary>What the API knows of ReplicaSets.</summary>
public sealed class ReplicaSetKind : KindDefinition<ReplicaSet>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", ReplicaSet.GroupVersionKind, ["get", "patch", "update"]),
        new("scale", Scale.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => ReplicaSet.GroupVersionKind;

    public override string Plural => "replicasets";

    public override ValueList<string> ShortNames { get; } = ["rs"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;
}
