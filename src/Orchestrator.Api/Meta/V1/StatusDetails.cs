namespace Orchestrator.Api.Meta.V1;

/// <summary>What is known of a failure.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed partial record StatusDetails
{
    /// <summary>The name of the object concerned.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>Its API group.</summary>
    [Field("group", 2)]
    public string? Group { get; init; }

    /// <summary>Its kind, or resource.</summary>
    [Field("kind", 3)]
    public string? Kind { get; init; }

    /// <summary>Its identity.</summary>
    [Field("uid", 6)]
    public string? Uid { get; init; }

    /// <summary>Single causes, such as one per wrong field.</summary>
    [Field("causes", 4, ListType = "atomic")]
    public ValueList<StatusCause> Causes { get; init; }

    /// <summary>Seconds to wait before trying again.</summary>
    [Field("retryAfterSeconds", 5)]
    public int RetryAfterSeconds { get; init; }
}
