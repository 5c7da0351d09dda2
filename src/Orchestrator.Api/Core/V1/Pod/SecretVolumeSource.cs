namespace Orchestrator.Api.Core.V1;

/// <summary>A volume whose files are the entries of a Secret.</summary>
[ApiType("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed partial record SecretVolumeSource
{
    /// <summary>The Secret's name.</summary>
    [Field("secretName", 1)]
    public string? SecretName { get; init; }

    /// <summary>Which entries become files, and where; all of them where empty.</summary>
    [Field("items", 2, ListType = "atomic")]
    public ValueList<KeyToPath> Items { get; init; }

    /// <summary>Permission bits of files that name none, 0 to 0777 octal; 0644 by default.</summary>
    [Field("defaultMode", 3)]
    public int? DefaultMode { get; init; }

    /// <summary>Whether the Pod may start although the object or the key does not exist.</summary>
    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
