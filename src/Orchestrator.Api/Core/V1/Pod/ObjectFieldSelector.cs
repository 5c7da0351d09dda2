namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ObjectFieldSelector")]
public sealed partial record ObjectFieldSelector
{
    [Field("apiVersion", 1)]
    public string? ApiVersion { get; init; }

    [Field("fieldPath", 2, Required = true)]
    public string FieldPath { get; init; } = "";
}
