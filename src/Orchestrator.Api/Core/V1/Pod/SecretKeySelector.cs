namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SecretKeySelector")]
public sealed partial record SecretKeySelector
{
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    [Field("key", 2, Required = true)]
    public string Key { get; init; } = "";

    [Field("optional", 3)]
    public bool? Optional { get; init; }
}
