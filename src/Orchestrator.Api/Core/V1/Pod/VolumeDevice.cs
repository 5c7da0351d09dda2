namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.VolumeDevice")]
public sealed partial record VolumeDevice
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("devicePath", 2, Required = true)]
    public string DevicePath { get; init; } = "";
}
