using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Pods;

/// <summary>What every Pod worker of a node shares.</summary>
public sealed record PodServices
{
    public required IApiClient Api { get; init; }

    public required IContainerRuntime Runtime { get; init; }

    public required ContainerStarter Starter { get; init; }

    public required ContainerStopper Stopper { get; init; }

    public required IProber Prober { get; init; }

    public required IEventRecorder Events { get; init; }

    public required IEndpointDrain Drain { get; init; }

    /// <summary>The longest wait for <see cref="Drain"/>.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    public required NodeIdentity Node { get; init; }
}
