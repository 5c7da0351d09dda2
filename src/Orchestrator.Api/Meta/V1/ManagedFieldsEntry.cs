namespace Orchestrator.Api.Meta.V1;

/// <summary>Which fields one manager owns.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry")]
public sealed partial record ManagedFieldsEntry
{
    /// <summary>Who owns them.</summary>
    [Field("manager", 1)]
    public string? Manager { get; init; }

    /// <summary>How they were set: Apply or Update.</summary>
    [Field("operation", 2)]
    public string? Operation { get; init; }

    /// <summary>The version in which the fields are written.</summary>
    [Field("apiVersion", 3)]
    public string? ApiVersion { get; init; }

    /// <summary>When they were last set.</summary>
    [Field("time", 4)]
    public Time? Time { get; init; }

    /// <summary>The form of fieldsV1; always FieldsV1.</summary>
    [Field("fieldsType", 6)]
    public string? FieldsType { get; init; }

    /// <summary>The fields.</summary>
    [Field("fieldsV1", 7)]
    public RawJson? FieldsV1 { get; init; }

    /// <summary>The subresource by which they were set.</summary>
    [Field("subresource", 8)]
    public string? Subresource { get; init; }
}
