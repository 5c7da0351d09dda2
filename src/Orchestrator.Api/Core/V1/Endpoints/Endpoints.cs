namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Endpoints")]
[Kind("v1", "Endpoints")]
public sealed partial record Endpoints : KubeObject
{
    [Field("subsets", 2, ListType = "atomic")]
    public ValueList<EndpointSubset> Subsets { get; init; }
}
