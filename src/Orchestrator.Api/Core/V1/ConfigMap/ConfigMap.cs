namespace Orchestrator.Api.Core.V1;

/// <summary>Settings for Pods to read, as variables, arguments or files.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMap")]
[Kind("v1", "ConfigMap")]
public sealed partial record ConfigMap : KubeObject
{
    /// <summary>Whether the entries can no longer be changed; once true it stays true.</summary>
    [Field("immutable", 4)]
    public bool? Immutable { get; init; }

    /// <summary>Entries of text; keys of letters, digits, dashes, underscores and dots.</summary>
    [Field("data", 2)]
    public ValueMap<string> Data { get; init; }

    /// <summary>Entries of bytes; no key may also stand under data.</summary>
    [Field("binaryData", 3)]
    public ValueMap<Bytes> BinaryData { get; init; }
}
