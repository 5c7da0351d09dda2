namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ServicePort")]
public sealed partial record ServicePort
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("protocol", 2)]
    public string? Protocol { get; init; }

    [Field("appProtocol", 6, Pointer = true)]
    public string? AppProtocol { get; init; }

    [Field("port", 3, Always = true, Required = true)]
    public int Port { get; init; }

    [Field("targetPort", 4)]
    public IntOrString TargetPort { get; init; }

    [Field("nodePort", 5)]
    public int NodePort { get; init; }
}
