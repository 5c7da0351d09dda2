namespace Orchestrator.Api.Core.V1;

/// <summary>What is done at two points of a container's life.</summary>
[ApiType("io.k8s.api.core.v1.Lifecycle")]
public sealed partial record Lifecycle
{
    /// <summary>Done right after its start; a failure ends the container.</summary>
    [Field("postStart", 1)]
    public LifecycleHandler? PostStart { get; init; }

    /// <summary>Done before it is told to end; the grace period runs meanwhile.</summary>
    [Field("preStop", 2)]
    public LifecycleHandler? PreStop { get; init; }
}
