namespace Orchestrator.Api.Core.V1;

/// <summary>Who reported an event.</summary>
[ApiType("io.k8s.api.core.v1.EventSource")]
public sealed partial record EventSource
{
    /// <summary>The component's name.</summary>
    [Field("component", 1)]
    public string? Component { get; init; }

    /// <summary>The node's name.</summary>
    [Field("host", 2)]
    public string? Host { get; init; }
}
