namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ConfigMap")]
[Kind("v1", "ConfigMap")]
public sealed partial record ConfigMap : KubeObject
{
    [Field("immutable", 4)]
    public bool? Immutable { get; init; }

    [Field("data", 2)]
    public ValueMap<string> Data { get; init; }

    [Field("binaryData", 3)]
    public ValueMap<Bytes> BinaryData { get; init; }
}
