namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRowCondition")]
public sealed partial record TableRowCondition
{
    [Field("type", 0, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 0, Required = true)]
    public string Status { get; init; } = "";

    [Field("reason", 0)]
    public string? Reason { get; init; }

    [Field("message", 0)]
    public string? Message { get; init; }

    /// <summary>The object has run to its end: clients may show it less prominently.</summary>
    public static TableRowCondition Completed(string reason, string message) =>
        new() { Type = "Completed", Status = "True", Reason = reason, Message = message };
}
