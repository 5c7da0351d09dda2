namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed partial record DownwardAPIVolumeFile
{
    [Field("path", 1, Required = true)]
    public string Path { get; init; } = "";

    [Field("fieldRef", 2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Field("resourceFieldRef", 3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Field("mode", 4)]
    public int? Mode { get; init; }
}
