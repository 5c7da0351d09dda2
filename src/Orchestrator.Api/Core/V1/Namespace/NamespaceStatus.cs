namespace Orchestrator.Api.Core.V1;

/// <summary>Where a namespace is in its life.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceStatus")]
public sealed partial record NamespaceStatus
{
    /// <summary>Active or Terminating.</summary>
    [Field("phase", 1)]
    public string? Phase { get; init; }

    /// <summary>What is known of its removal.</summary>
    [Field("conditions", 2, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<NamespaceCondition> Conditions { get; init; }
}
