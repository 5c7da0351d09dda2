namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Sysctl")]
public sealed partial record Sysctl
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("value", 2, Required = true)]
    public string Value { get; init; } = "";
}
