namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.VolumeMount")]
public sealed partial record VolumeMount
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("readOnly", 2)]
    public bool ReadOnly { get; init; }

    [Field("recursiveReadOnly", 7, Pointer = true)]
    public string? RecursiveReadOnly { get; init; }

    [Field("mountPath", 3, Required = true)]
    public string MountPath { get; init; } = "";

    [Field("subPath", 4)]
    public string? SubPath { get; init; }

    [Field("mountPropagation", 5, Pointer = true)]
    public string? MountPropagation { get; init; }

    [Field("subPathExpr", 6)]
    public string? SubPathExpr { get; init; }
}
