namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed partial record StatusDetails
{
    [Field("name", 1)]
    public string? Name { get; init; }

    [Field("group", 2)]
    public string? Group { get; init; }

    [Field("kind", 3)]
    public string? Kind { get; init; }

    [Field("uid", 6)]
    public string? Uid { get; init; }

    [Field("causes", 4, ListType = "atomic")]
    public ValueList<StatusCause> Causes { get; init; }

    [Field("retryAfterSeconds", 5)]
    public int RetryAfterSeconds { get; init; }
}
