namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SecretEnvSource")]
public sealed partial record SecretEnvSource
{
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    [Field("optional", 2)]
    public bool? Optional { get; init; }
}
