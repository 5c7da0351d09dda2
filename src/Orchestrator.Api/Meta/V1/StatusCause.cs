namespace Orchestrator.Api.Meta.V1;

/// <summary>One cause of a failure.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause")]
public sealed partial record StatusCause
{
    /// <summary>The cause in one CamelCase word.</summary>
    [Field("reason", 1)]
    public string? Type { get; init; }

    /// <summary>The cause in words.</summary>
    [Field("message", 2)]
    public string? Message { get; init; }

    /// <summary>The field it lies in, as a path.</summary>
    [Field("field", 3)]
    public string? Field { get; init; }
}
