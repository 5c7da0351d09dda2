namespace Orchestrator.Api.Core.V1;

/// <summary>How Pods are spread over places.</summary>
[ApiType("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed partial record TopologySpreadConstraint
{
    /// <summary>By how many Pods the fullest and the emptiest place may differ.</summary>
    [Field("maxSkew", 1, Always = true, Required = true)]
    public int MaxSkew { get; init; }

    /// <summary>The node label whose equal values make one place.</summary>
    [Field("topologyKey", 2, Required = true)]
    public string TopologyKey { get; init; } = "";

    /// <summary>DoNotSchedule, or ScheduleAnyway where it is a preference only.</summary>
    [Field("whenUnsatisfiable", 3, Required = true)]
    public string WhenUnsatisfiable { get; init; } = "";

    /// <summary>Which Pods are counted.</summary>
    [Field("labelSelector", 4)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>How many places there should be at least; only with DoNotSchedule.</summary>
    [Field("minDomains", 5)]
    public int? MinDomains { get; init; }

    /// <summary>Whether nodes that affinity rules out count: Honor (the default: no) or Ignore.</summary>
    [Field("nodeAffinityPolicy", 6, Pointer = true)]
    public string? NodeAffinityPolicy { get; init; }

    /// <summary>Whether tainted nodes are left out: Honor, or Ignore (the default).</summary>
    [Field("nodeTaintsPolicy", 7, Pointer = true)]
    public string? NodeTaintsPolicy { get; init; }

    /// <summary>Labels of this Pod whose values the counted Pods must share.</summary>
    [Field("matchLabelKeys", 8, ListType = "atomic")]
    public ValueList<string> MatchLabelKeys { get; init; }
}
