namespace Orchestrator.Api.Core.V1;

/// <summary>The addresses behind a Service, in one object; EndpointSlice is its successor.</summary>
[ApiType("io.k8s.api.core.v1.Endpoints")]
[Kind("v1", "Endpoints")]
public sealed partial record Endpoints : KubeObject
{
    /// <summary>The addresses, grouped by their ports.</summary>
    [Field("subsets", 2, ListType = "atomic")]
    public ValueList<EndpointSubset> Subsets { get; init; }
}
