namespace Orchestrator.Api.Meta.V1;

/// <summary>One aspect of an object's state.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed partial record Condition
{
    /// <summary>Which condition this is.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>The generation of the spec that this was reported for.</summary>
    [Field("observedGeneration", 3)]
    public long ObservedGeneration { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 4, Always = true, Required = true)]
    public Time? LastTransitionTime { get; init; }

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 5, Required = true)]
    public string Reason { get; init; } = "";

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 6, Required = true)]
    public string Message { get; init; } = "";
}
