namespace Orchestrator.Api.Core.V1;

/// <summary>Which Pods, and what counts as the same place.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed partial record PodAffinityTerm
{
    /// <summary>Which Pods are meant; none where it is left out.</summary>
    [Field("labelSelector", 1)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Namespaces to look in; the Pod's own where this and the selector are empty.</summary>
    [Field("namespaces", 2, ListType = "atomic")]
    public ValueList<string> Namespaces { get; init; }

    /// <summary>The node label whose equal values make one place, such as topology.kubernetes.io/zone.</summary>
    [Field("topologyKey", 3, Required = true)]
    public string TopologyKey { get; init; } = "";

    /// <summary>Namespaces to look in, by labels; an empty selector means all.</summary>
    [Field("namespaceSelector", 4)]
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Labels of this Pod whose values the others must share.</summary>
    [Field("matchLabelKeys", 5, ListType = "atomic")]
    public ValueList<string> MatchLabelKeys { get; init; }

    /// <summary>Labels of this Pod whose values the others must not share.</summary>
    [Field("mismatchLabelKeys", 6, ListType = "atomic")]
    public ValueList<string> MismatchLabelKeys { get; init; }
}
