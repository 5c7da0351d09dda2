namespace Orchestrator.Api.Core.V1;

/// <summary>Confidential settings for Pods to read; at most 1 MiB.</summary>
[ApiType("io.k8s.api.core.v1.Secret")]
[Kind("v1", "Secret")]
public sealed partial record Secret : KubeObject
{
    /// <summary>Whether the entries can no longer be changed; once true it stays true.</summary>
    [Field("immutable", 5)]
    public bool? Immutable { get; init; }

    /// <summary>The entries, as bytes.</summary>
    [Field("data", 2)]
    public ValueMap<Bytes> Data { get; init; }

    /// <summary>Entries to write as text; they become data and are never read back.</summary>
    [Field("stringData", 4)]
    public ValueMap<string> StringData { get; init; }

    /// <summary>What the entries mean; Opaque by default, and it cannot be changed.</summary>
    [Field("type", 3)]
    public string? Type { get; init; }
}
