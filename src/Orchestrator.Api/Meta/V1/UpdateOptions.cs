namespace Orchestrator.Api.Meta.V1;

/// <summary>How an object is replaced.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.UpdateOptions")]
[Kind("v1", "UpdateOptions")]
public sealed partial record UpdateOptions
{
    /// <summary>With the value All the request is checked and answered but nothing is stored.</summary>
    [Field("dryRun", 1, ListType = "atomic")]
    public ValueList<string> DryRun { get; init; }

    /// <summary>Who makes the change, for the record of who owns which field; at most 128 characters.</summary>
    [Field("fieldManager", 2)]
    public string? FieldManager { get; init; }

    /// <summary>What to do with unknown and duplicate fields: Ignore, Warn (the default) or Strict.</summary>
    [Field("fieldValidation", 3)]
    public string? FieldValidation { get; init; }
}
