namespace Orchestrator.Api.Core.V1;

/// <summary>Taints that a Pod tolerates.</summary>
[ApiType("io.k8s.api.core.v1.Toleration")]
public sealed partial record Toleration
{
    /// <summary>The taint's key; empty, with operator Exists, means all.</summary>
    [Field("key", 1)]
    public string? Key { get; init; }

    /// <summary>Equal (the default) or Exists.</summary>
    [Field("operator", 2)]
    public string? Operator { get; init; }

    /// <summary>The taint's value; empty for Exists.</summary>
    [Field("value", 3)]
    public string? Value { get; init; }

    /// <summary>The taint's effect; all where empty.</summary>
    [Field("effect", 4)]
    public string? Effect { get; init; }

    /// <summary>Seconds a NoExecute taint is tolerated; without end where empty.</summary>
    [Field("tolerationSeconds", 5)]
    public long? TolerationSeconds { get; init; }
}
