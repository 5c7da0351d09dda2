namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed partial record Condition
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    [Field("observedGeneration", 3)]
    public long ObservedGeneration { get; init; }

    [Field("lastTransitionTime", 4, Always = true, Required = true)]
    public Time? LastTransitionTime { get; init; }

    [Field("reason", 5, Required = true)]
    public string Reason { get; init; } = "";

    [Field("message", 6, Required = true)]
    public string Message { get; init; } = "";
}
