namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of Quobyte.</summary>
[ApiType("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed partial record QuobyteVolumeSource
{
    /// <summary>Addresses of its registries, host:port, separated by commas.</summary>
    [Field("registry", 1, Required = true)]
    public string Registry { get; init; } = "";

    /// <summary>The volume's name.</summary>
    [Field("volume", 2, Required = true)]
    public string Volume { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }

    /// <summary>The user files are accessed as.</summary>
    [Field("user", 4)]
    public string? User { get; init; }

    /// <summary>The group files are accessed as.</summary>
    [Field("group", 5)]
    public string? Group { get; init; }

    /// <summary>The tenant that owns the volume.</summary>
    [Field("tenant", 6)]
    public string? Tenant { get; init; }
}
