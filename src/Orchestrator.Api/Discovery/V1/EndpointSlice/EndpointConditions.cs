namespace Orchestrator.Api.Discovery.V1;

/// <summary>Whether an endpoint takes traffic.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed partial record EndpointConditions
{
    /// <summary>Whether it takes new traffic; unknown counts as true.</summary>
    [Field("ready", 1)]
    public bool? Ready { get; init; }

    /// <summary>As ready, also while it is terminating.</summary>
    [Field("serving", 2)]
    public bool? Serving { get; init; }

    /// <summary>Whether it is going away.</summary>
    [Field("terminating", 3)]
    public bool? Terminating { get; init; }
}
