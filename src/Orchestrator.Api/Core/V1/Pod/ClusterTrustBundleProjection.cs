namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed partial record ClusterTrustBundleProjection
{
    [Field("name", 1, Pointer = true)]
    public string? Name { get; init; }

    [Field("signerName", 2, Pointer = true)]
    public string? SignerName { get; init; }

    [Field("labelSelector", 3)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("optional", 5)]
    public bool? Optional { get; init; }

    [Field("path", 4, Required = true)]
    public string Path { get; init; } = "";
}
