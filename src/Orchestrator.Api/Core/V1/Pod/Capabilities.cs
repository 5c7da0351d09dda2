namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Capabilities")]
public sealed partial record Capabilities
{
    [Field("add", 1, ListType = "atomic")]
    public ValueList<string> Add { get; init; }

    [Field("drop", 2, ListType = "atomic")]
    public ValueList<string> Drop { get; init; }
}
