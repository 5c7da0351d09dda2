using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Controllers;

/// <summary>What a controller is made from; one for all controllers of an incarnation of the manager.</summary>
/// <param name="Api">Under the identity of the controller manager.</param>
/// <param name="Informers">Shared: one cache per kind for all controllers.</param>
/// <param name="Events">Take <c>Events.As("replicaset-controller")</c> for a component's own name.</param>
public sealed record ControllerContext(
    IApiClient Api, SharedInformers Informers, EventRecorder Events, TimeProvider Time, Entropy Entropy,
    ControllerManagerOptions Options)
{
    public Listers Listers { get; } = new(Informers);
}
