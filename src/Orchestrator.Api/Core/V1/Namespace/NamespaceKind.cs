using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Namespaces.</summary>
public sealed class NamespaceKind : KindDefinition<Namespace>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Namespace.GroupVersionKind, ["get", "patch", "update"]),
        new("finalize", Namespace.GroupVersionKind, ["update"]),
    ];

    public override GroupVersionKind Gvk => Namespace.GroupVersionKind;

    public override string Plural => "namespaces";

    public override ValueList<string> ShortNames { get; } = ["ns"];

    public override bool Namespaced => false;

    public override ValueList<string> Verbs { get; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    public override ValueList<Subresource> Subresources => Paths;
}
