namespace Orchestrator.Api.Apps.V1;

/// <summary>How a Deployment replaces its Pods.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed partial record DeploymentStrategy
{
    /// <summary>Recreate (all old ones end first) or RollingUpdate (the default).</summary>
    [Field("type", 1)]
    public string? Type { get; init; }

    /// <summary>The steps of a rolling update; only with type RollingUpdate.</summary>
    [Field("rollingUpdate", 2)]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
