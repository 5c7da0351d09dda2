namespace Orchestrator.Api.Core.V1;

/// <summary>Binds a Pod to a node: the body of the binding subresource.</summary>
[ApiType("io.k8s.api.core.v1.Binding")]
[Kind("v1", "Binding")]
public sealed partial record Binding : KubeObject
{
    /// <summary>What the Pod is bound to.</summary>
    [Field("target", 2, Required = true)]
    public ObjectReference Target { get; init; } = ObjectReference.Empty;
}
