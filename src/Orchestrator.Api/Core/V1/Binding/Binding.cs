namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Binding")]
[Kind("v1", "Binding")]
public sealed partial record Binding : KubeObject
{
    [Field("target", 2, Required = true)]
    public ObjectReference Target { get; init; } = ObjectReference.Empty;
}
