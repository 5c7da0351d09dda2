namespace Orchestrator.Api.Apps.V1;

[ApiType("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed partial record RollingUpdateDeployment
{
    [Field("maxUnavailable", 1)]
    public IntOrString? MaxUnavailable { get; init; }

    [Field("maxSurge", 2)]
    public IntOrString? MaxSurge { get; init; }
}
