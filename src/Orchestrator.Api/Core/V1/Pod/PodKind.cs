using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Pods.</summary>
public sealed class PodKind : KindDefinition<Pod>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Pod.GroupVersionKind, ["get", "patch", "update"]),
        new("binding", Binding.GroupVersionKind, ["create"]),
        new("log", Pod.GroupVersionKind, ["get"]),
    ];

    public override GroupVersionKind Gvk => Pod.GroupVersionKind;

    public override string Plural => "pods";

    public override ValueList<string> ShortNames { get; } = ["po"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;
}
