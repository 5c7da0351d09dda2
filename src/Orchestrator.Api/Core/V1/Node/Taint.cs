namespace Orchestrator.Api.Core.V1;

/// <summary>A mark on a node that keeps away Pods which do not tolerate it.</summary>
[ApiType("io.k8s.api.core.v1.Taint")]
public sealed partial record Taint
{
    /// <summary>The taint's key.</summary>
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>The taint's value.</summary>
    [Field("value", 2)]
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute (running Pods are evicted too).</summary>
    [Field("effect", 3, Required = true)]
    public string Effect { get; init; } = "";

    /// <summary>When it was added; only for NoExecute.</summary>
    [Field("timeAdded", 4)]
    public Time? TimeAdded { get; init; }
}
