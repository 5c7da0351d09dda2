namespace Orchestrator.Api.Core.V1;

/// <summary>A volume with the content of an image.</summary>
[ApiType("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed partial record ImageVolumeSource
{
    /// <summary>The image to take.</summary>
    [Field("reference", 1)]
    public string? Reference { get; init; }

    /// <summary>Always, Never or IfNotPresent; Always by default for the tag latest, else IfNotPresent.</summary>
    [Field("pullPolicy", 2)]
    public string? PullPolicy { get; init; }
}
