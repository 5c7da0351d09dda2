namespace Orchestrator.Api.Coordination.V1;

[ApiType("io.k8s.api.coordination.v1.LeaseSpec")]
public sealed partial record LeaseSpec
{
    [Field("holderIdentity", 1, Pointer = true)]
    public string? HolderIdentity { get; init; }

    [Field("leaseDurationSeconds", 2)]
    public int? LeaseDurationSeconds { get; init; }

    [Field("acquireTime", 3)]
    public MicroTime? AcquireTime { get; init; }

    [Field("renewTime", 4)]
    public MicroTime? RenewTime { get; init; }

    [Field("leaseTransitions", 5)]
    public int? LeaseTransitions { get; init; }

    [Field("strategy", 6, Pointer = true)]
    public string? Strategy { get; init; }

    [Field("preferredHolder", 7, Pointer = true)]
    public string? PreferredHolder { get; init; }
}
