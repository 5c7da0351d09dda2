namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SELinuxOptions")]
public sealed partial record SELinuxOptions
{
    [Field("user", 1)]
    public string? User { get; init; }

    [Field("role", 2)]
    public string? Role { get; init; }

    [Field("type", 3)]
    public string? Type { get; init; }

    [Field("level", 4)]
    public string? Level { get; init; }
}
