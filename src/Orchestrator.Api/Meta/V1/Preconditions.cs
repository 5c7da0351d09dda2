namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions")]
public sealed partial record Preconditions
{
    [Field("uid", 1, Pointer = true)]
    public string? Uid { get; init; }

    [Field("resourceVersion", 2, Pointer = true)]
    public string? ResourceVersion { get; init; }
}
