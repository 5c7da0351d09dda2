namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed partial record NFSVolumeSource
{
    [Field("server", 1, Required = true)]
    public string Server { get; init; } = "";

    [Field("path", 2, Required = true)]
    public string Path { get; init; } = "";

    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
