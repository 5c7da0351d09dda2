namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NamespaceCondition")]
public sealed partial record NamespaceCondition
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    [Field("lastTransitionTime", 4, Always = true)]
    public Time? LastTransitionTime { get; init; }

    [Field("reason", 5)]
    public string? Reason { get; init; }

    [Field("message", 6)]
    public string? Message { get; init; }
}
