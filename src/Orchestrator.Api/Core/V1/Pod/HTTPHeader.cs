namespace Orchestrator.Api.Core.V1;

/// <summary>A header of an HTTP request.</summary>
[ApiType("io.k8s.api.core.v1.HTTPHeader")]
public sealed partial record HTTPHeader
{
    /// <summary>The header's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The header's value.</summary>
    [Field("value", 2, Required = true)]
    public string Value { get; init; } = "";
}
