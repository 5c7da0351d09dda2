namespace Orchestrator.Api.Core.V1;

/// <summary>Which entry becomes which file.</summary>
[ApiType("io.k8s.api.core.v1.KeyToPath")]
public sealed partial record KeyToPath
{
    /// <summary>The entry's key.</summary>
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>Where in the volume the file is written; relative, without dot-dot.</summary>
    [Field("path", 2, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>The file's permission bits, 0 to 0777 octal; the volume's default where empty.</summary>
    [Field("mode", 3)]
    public int? Mode { get; init; }
}
