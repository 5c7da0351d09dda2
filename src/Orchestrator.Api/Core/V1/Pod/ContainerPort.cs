namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ContainerPort")]
public sealed partial record ContainerPort
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("hostPort", 2)]
    public int HostPort { get; init; }

    [Field("containerPort", 3, Always = true, Required = true)]
    public int ContainerPortValue { get; init; }

    [Field("protocol", 4)]
    public string? Protocol { get; init; }

    [Field("hostIP", 5)]
    public string? HostIP { get; init; }
}
