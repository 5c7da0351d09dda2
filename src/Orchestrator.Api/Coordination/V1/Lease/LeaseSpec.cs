namespace Orchestrator.Api.Coordination.V1;

/// <summary>Who holds a lease, since when and for how long.</summary>
[ApiType("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed partial record LeaseSpec
{
    /// <summary>Who holds it.</summary>
    [Field("holderIdentity", 1, Pointer = true)]
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds after the last renewal that others must wait before they take it over.</summary>
    [Field("leaseDurationSeconds", 2)]
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the present holder took it.</summary>
    [Field("acquireTime", 3)]
    public MicroTime? AcquireTime { get; init; }

    /// <summary>When the present holder last renewed it.</summary>
    [Field("renewTime", 4)]
    public MicroTime? RenewTime { get; init; }

    /// <summary>How often it has changed hands.</summary>
    [Field("leaseTransitions", 5)]
    public int? LeaseTransitions { get; init; }

    /// <summary>How a new holder is chosen where the election is coordinated.</summary>
    [Field("strategy", 6, Pointer = true)]
    public string? Strategy { get; init; }

    /// <summary>Who should get it next; only where the election is coordinated.</summary>
    [Field("preferredHolder", 7, Pointer = true)]
    public string? PreferredHolder { get; init; }
}
