namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Namespace")]
[Kind("v1", "Namespace")]
public sealed partial record Namespace : KubeObject
{
    [Field("spec", 2)]
    public NamespaceSpec Spec { get; init; } = NamespaceSpec.Empty;

    [Field("status", 3)]
    public NamespaceStatus Status { get; init; } = NamespaceStatus.Empty;
}
