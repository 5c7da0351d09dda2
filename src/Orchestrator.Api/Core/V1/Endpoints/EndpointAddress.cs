namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EndpointAddress")]
public sealed partial record EndpointAddress
{
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";

    [Field("hostname", 3)]
    public string? Hostname { get; init; }

    [Field("nodeName", 4, Pointer = true)]
    public string? NodeName { get; init; }

    [Field("targetRef", 2)]
    public ObjectReference? TargetRef { get; init; }
}
