namespace Orchestrator.Api.OpenApi;

/// <summary>One operation on one path, before it is written in either version of OpenAPI.</summary>
/// <param name="Method">The HTTP method in lower case.</param>
/// <param name="Action">Kubernetes' name of it: <c>list</c>, <c>post</c>, <c>put</c>, …</param>
/// <param name="Id">Such as <c>readCoreV1NamespacedPod</c>.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Kind">What travels.</param>
/// <param name="Query">Fields that may stand in the query.</param>
/// <param name="Body">The schema name of the request's body; null where it has none.</param>
/// <param name="Result">The schema name of the answer; null for plain text.</param>
internal sealed record ApiOperation(
    string Method, string Action, string Id, string Summary, GroupVersionKind Kind, IReadOnlyList<FieldSchema> Query,
    string? Body, string? Result)
{
    public const string PatchBody = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";

    public static readonly string[] PatchTypes =
        ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];

    /// <summary>The tag: <c>core_v1</c>.</summary>
    public required string Tag { get; init; }

    public bool IsPatch => Body == PatchBody;

    /// <summary>A delete may come without options.</summary>
    public bool BodyRequired => Method != "delete";

    /// <summary>Codes of success and their meaning.</summary>
    public IEnumerable<(string Code, string Text)> Successes => Method switch
    {
        "post" => [("200", "OK"), ("201", "Created"), ("202", "Accepted")],
        "put" or "patch" => [("200", "OK"), ("201", "Created")],
        "delete" when Action == "delete" => [("200", "OK"), ("202", "Accepted")],
        _ => [("200", "OK")],
    };
}
