namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Secret")]
[Kind("v1", "Secret")]
public sealed partial record Secret : KubeObject
{
    [Field("immutable", 5)]
    public bool? Immutable { get; init; }

    [Field("data", 2)]
    public ValueMap<Bytes> Data { get; init; }

    [Field("stringData", 4)]
    public ValueMap<string> StringData { get; init; }

    [Field("type", 3)]
    public string? Type { get; init; }
}
