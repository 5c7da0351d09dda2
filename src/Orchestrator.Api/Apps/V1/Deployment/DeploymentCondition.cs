namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed partial record DeploymentCondition
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    [Field("lastUpdateTime", 6, Always = true)]
    public Time? LastUpdateTime { get; init; }

    [Field("lastTransitionTime", 7, Always = true)]
    public Time? LastTransitionTime { get; init; }

    [Field("reason", 4)]
    public string? Reason { get; init; }

    [Field("message", 5)]
    public string? Message { get; init; }
}
