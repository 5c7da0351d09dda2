namespace Orchestrator.Api.Core.V1;

/// <summary>A volume attached to a node.</summary>
[ApiType("io.k8s.api.core.v1.AttachedVolume")]
public sealed partial record AttachedVolume
{
    /// <summary>The volume's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Where the device appears on the node.</summary>
    [Field("devicePath", 2, Required = true)]
    public string DevicePath { get; init; } = "";
}
