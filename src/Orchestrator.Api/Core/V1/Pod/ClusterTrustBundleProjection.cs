namespace Orchestrator.Api.Core.V1;

/// <summary>A file of trusted certificates.</summary>
[ApiType("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed partial record ClusterTrustBundleProjection
{
    /// <summary>The bundle to take; not together with signerName.</summary>
    [Field("name", 1, Pointer = true)]
    public string? Name { get; init; }

    /// <summary>Takes all bundles of this signer that the selector selects.</summary>
    [Field("signerName", 2, Pointer = true)]
    public string? SignerName { get; init; }

    /// <summary>Which of the signer's bundles are taken; only with signerName.</summary>
    [Field("labelSelector", 3)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Whether the Pod may start although the object or the key does not exist.</summary>
    [Field("optional", 5)]
    public bool? Optional { get; init; }

    /// <summary>Where in the volume the file is written.</summary>
    [Field("path", 4, Required = true)]
    public string Path { get; init; } = "";
}
