namespace Orchestrator.Api.Core.V1;

/// <summary>What is set for a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSpec")]
public sealed partial record NodeSpec
{
    /// <summary>The range its Pods' addresses are taken from; the first of podCIDRs.</summary>
    [Field("podCIDR", 1)]
    public string? PodCidr { get; init; }

    /// <summary>The ranges its Pods' addresses are taken from, at most one per family; set once.</summary>
    [Field("podCIDRs", 7, PatchStrategy = "merge", ListType = "set")]
    public ValueList<string> PodCidrs { get; init; }

    /// <summary>The machine's name at its cloud provider; set once.</summary>
    [Field("providerID", 3)]
    public string? ProviderID { get; init; }

    /// <summary>Whether new Pods are kept away from it.</summary>
    [Field("unschedulable", 4)]
    public bool Unschedulable { get; init; }

    /// <summary>What keeps Pods away that do not tolerate it.</summary>
    [Field("taints", 5, ListType = "atomic")]
    public ValueList<Taint> Taints { get; init; }

    /// <summary>No longer acted on.</summary>
    [Field("configSource", 6)]
    public NodeConfigSource? ConfigSource { get; init; }

    /// <summary>No longer used.</summary>
    [Field("externalID", 2)]
    public string? DoNotUseExternalID { get; init; }
}
