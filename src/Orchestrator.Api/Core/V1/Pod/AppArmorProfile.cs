namespace Orchestrator.Api.Core.V1;

/// <summary>Which AppArmor profile confines a container.</summary>
[ApiType("io.k8s.api.core.v1.AppArmorProfile")]
public sealed partial record AppArmorProfile
{
    /// <summary>Localhost, RuntimeDefault or Unconfined.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>A profile loaded on the node; needed for Localhost and only allowed there.</summary>
    [Field("localhostProfile", 2, Pointer = true)]
    public string? LocalhostProfile { get; init; }
}
