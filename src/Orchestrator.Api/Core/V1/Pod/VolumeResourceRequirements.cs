namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed partial record VolumeResourceRequirements
{
    [Field("limits", 1)]
    public ValueMap<Quantity> Limits { get; init; }

    [Field("requests", 2)]
    public ValueMap<Quantity> Requests { get; init; }
}
