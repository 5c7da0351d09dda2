namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodOS")]
public sealed partial record PodOS
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
