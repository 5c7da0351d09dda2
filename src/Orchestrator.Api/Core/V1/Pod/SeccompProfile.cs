namespace Orchestrator.Api.Core.V1;

/// <summary>Which system calls a container may make.</summary>
[ApiType("io.k8s.api.core.v1.SeccompProfile")]
public sealed partial record SeccompProfile
{
    /// <summary>Localhost, RuntimeDefault or Unconfined.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>A profile's file on the node; needed for Localhost and only allowed there.</summary>
    [Field("localhostProfile", 2, Pointer = true)]
    public string? LocalhostProfile { get; init; }
}
