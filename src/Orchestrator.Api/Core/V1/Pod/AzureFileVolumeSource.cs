namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed partial record AzureFileVolumeSource
{
    [Field("secretName", 1, Required = true)]
    public string SecretName { get; init; } = "";

    [Field("shareName", 2, Required = true)]
    public string ShareName { get; init; } = "";

    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
