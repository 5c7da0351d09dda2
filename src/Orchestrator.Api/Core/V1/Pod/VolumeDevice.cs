namespace Orchestrator.Api.Core.V1;

/// <summary>A volume given to a container as a block device.</summary>
[ApiType("io.k8s.api.core.v1.VolumeDevice")]
public sealed partial record VolumeDevice
{
    /// <summary>The name of a claim's volume in the Pod.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Where the device appears in the container.</summary>
    [Field("devicePath", 2, Required = true)]
    public string DevicePath { get; init; } = "";
}
