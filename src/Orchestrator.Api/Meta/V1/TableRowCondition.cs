namespace Orchestrator.Api.Meta.V1;

/// <summary>What a row is.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.TableRowCondition")]
public sealed partial record TableRowCondition
{
    /// <summary>Which condition this is.</summary>
    [Field("type", 0, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 0, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 0)]
    public string? Reason { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 0)]
    public string? Message { get; init; }

    /// <summary>The object has run to its end: clients may show it less prominently.</summary>
    public static TableRowCondition Completed(string reason, string message) =>
        new() { Type = "Completed", Status = "True", Reason = reason, Message = message };
}
