namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Taint")]
public sealed partial record Taint
{
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    [Field("value", 2)]
    public string? Value { get; init; }

    [Field("effect", 3, Required = true)]
    public string Effect { get; init; } = "";

    [Field("timeAdded", 4)]
    public Time? TimeAdded { get; init; }
}
