namespace Orchestrator.Api.Apps.V1;

/// <summary>How far a rolling update may go above and below the wanted number of Pods.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed partial record RollingUpdateDeployment
{
    /// <summary>How many Pods may be missing, a number or a percentage rounded down; 25% by default.</summary>
    [Field("maxUnavailable", 1)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>How many Pods there may be too many, a number or a percentage rounded up; 25% by default.</summary>
    [Field("maxSurge", 2)]
    public IntOrString? MaxSurge { get; init; }
}
