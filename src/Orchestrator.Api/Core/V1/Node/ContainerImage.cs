namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ContainerImage")]
public sealed partial record ContainerImage
{
    [Field("names", 1, Always = true, ListType = "atomic")]
    public ValueList<string> Names { get; init; }

    [Field("sizeBytes", 2)]
    public long SizeBytes { get; init; }
}
