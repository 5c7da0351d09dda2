namespace Orchestrator.Api.Core.V1;

/// <summary>A kernel parameter.</summary>
[ApiType("io.k8s.api.core.v1.Sysctl")]
public sealed partial record Sysctl
{
    /// <summary>The parameter's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The parameter's value.</summary>
    [Field("value", 2, Required = true)]
    public string Value { get; init; } = "";
}
