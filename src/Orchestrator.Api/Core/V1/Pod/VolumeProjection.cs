namespace Orchestrator.Api.Core.V1;

/// <summary>One source of a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.VolumeProjection")]
public sealed partial record VolumeProjection
{
    /// <summary>Files from a Secret.</summary>
    [Field("secret", 1)]
    public SecretProjection? Secret { get; init; }

    /// <summary>Files with fields of the Pod.</summary>
    [Field("downwardAPI", 2)]
    public DownwardAPIProjection? DownwardApi { get; init; }

    /// <summary>Files from a ConfigMap.</summary>
    [Field("configMap", 3)]
    public ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>A file with a token.</summary>
    [Field("serviceAccountToken", 4)]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>A file of trusted certificates.</summary>
    [Field("clusterTrustBundle", 5)]
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
}
