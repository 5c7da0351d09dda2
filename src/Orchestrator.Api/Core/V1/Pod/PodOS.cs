namespace Orchestrator.Api.Core.V1;

/// <summary>The operating system a Pod is made for.</summary>
[ApiType("io.k8s.api.core.v1.PodOS")]
public sealed partial record PodOS
{
    /// <summary>linux or windows.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
