namespace Orchestrator.Api.Core.V1;

/// <summary>A file share of Azure.</summary>
[ApiType("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed partial record AzureFileVolumeSource
{
    /// <summary>The Secret with the account's name and key.</summary>
    [Field("secretName", 1, Required = true)]
    public string SecretName { get; init; } = "";

    /// <summary>The share's name.</summary>
    [Field("shareName", 2, Required = true)]
    public string ShareName { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
