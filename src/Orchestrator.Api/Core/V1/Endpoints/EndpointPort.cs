namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EndpointPort")]
public sealed partial record EndpointPort
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("port", 2, Always = true, Required = true)]
    public int Port { get; init; }

    [Field("protocol", 3)]
    public string? Protocol { get; init; }

    [Field("appProtocol", 4, Pointer = true)]
    public string? AppProtocol { get; init; }
}
