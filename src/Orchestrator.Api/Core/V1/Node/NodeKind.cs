using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Nodes.</summary>
public sealed class NodeKind : KindDefinition<Node>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Node.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => Node.GroupVersionKind;

    public override string Plural => "nodes";

    public override ValueList<string> ShortNames { get; } = ["no"];

    public override bool Namespaced => false;

    public override ValueList<Subresource> Subresources => Paths;
}
