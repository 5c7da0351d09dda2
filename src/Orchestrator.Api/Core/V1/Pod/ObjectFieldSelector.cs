namespace Orchestrator.Api.Core.V1;

/// <summary>A field of an object.</summary>
[ApiType("io.k8s.api.core.v1.ObjectFieldSelector")]
public sealed partial record ObjectFieldSelector
{
    /// <summary>The version of the schema the path is written for; v1 by default.</summary>
    [Field("apiVersion", 1)]
    public string? ApiVersion { get; init; }

    /// <summary>The field's path, such as metadata.name.</summary>
    [Field("fieldPath", 2, Required = true)]
    public string FieldPath { get; init; } = "";
}
