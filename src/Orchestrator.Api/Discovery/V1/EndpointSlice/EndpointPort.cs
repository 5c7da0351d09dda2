namespace Orchestrator.Api.Discovery.V1;

[ApiType("io.k8s.api.discovery.v1.EndpointPort")]
public sealed partial record EndpointPort
{
    [Field("name", 1, Pointer = true)]
    public string? Name { get; init; }

    [Field("protocol", 2, Pointer = true)]
    public string? Protocol { get; init; }

    [Field("port", 3)]
    public int? Port { get; init; }

    [Field("appProtocol", 4, Pointer = true)]
    public string? AppProtocol { get; init; }
}
