namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NamespaceStatus")]
public sealed partial record NamespaceStatus
{
    [Field("phase", 1)]
    public string? Phase { get; init; }

    [Field("conditions", 2, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<NamespaceCondition> Conditions { get; init; }
}
