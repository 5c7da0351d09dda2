namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NamespaceSpec")]
public sealed partial record NamespaceSpec
{
    [Field("finalizers", 1, ListType = "atomic")]
    public ValueList<string> Finalizers { get; init; }
}
