namespace Orchestrator.Api.Meta.V1;

/// <summary>How an operation ended.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Status")]
[Kind("v1", "Status")]
public sealed partial record Status
{
    /// <summary>What a list says of itself.</summary>
    [Field("metadata", 1)]
    public ListMeta ListMeta { get; init; } = ListMeta.Empty;

    /// <summary>Success or Failure.</summary>
    [Field("status", 2)]
    public string? StatusValue { get; init; }

    /// <summary>What happened, in words.</summary>
    [Field("message", 3)]
    public string? Message { get; init; }

    /// <summary>Why it failed, in one CamelCase word; it says more than the code.</summary>
    [Field("reason", 4)]
    public string? Reason { get; init; }

    /// <summary>What is known of the cause, by reason.</summary>
    [Field("details", 5, ListType = "atomic")]
    public StatusDetails? Details { get; init; }

    /// <summary>The suggested HTTP code.</summary>
    [Field("code", 6)]
    public int Code { get; init; }
}
