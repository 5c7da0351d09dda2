namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.CreateOptions")]
[Kind("v1", "CreateOptions")]
public sealed partial record CreateOptions
{
    [Field("dryRun", 1, ListType = "atomic")]
    public ValueList<string> DryRun { get; init; }

    [Field("fieldManager", 3)]
    public string? FieldManager { get; init; }

    [Field("fieldValidation", 4)]
    public string? FieldValidation { get; init; }
}
