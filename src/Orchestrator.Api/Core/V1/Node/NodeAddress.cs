namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeAddress")]
public sealed partial record NodeAddress
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("address", 2, Required = true)]
    public string Address { get; init; } = "";
}
