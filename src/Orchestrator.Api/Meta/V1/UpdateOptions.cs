namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions")]
[Kind("v1", "UpdateOptions")]
public sealed partial record UpdateOptions
{
    [Field("dryRun", 1, ListType = "atomic")]
    public ValueList<string> DryRun { get; init; }

    [Field("fieldManager", 2)]
    public string? FieldManager { get; init; }

    [Field("fieldValidation", 3)]
    public string? FieldValidation { get; init; }
}
