namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.HTTPHeader")]
public sealed partial record HTTPHeader
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("value", 2, Required = true)]
    public string Value { get; init; } = "";
}
