using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Controllers;

/// <summary>One controller by name, and how to start it as a child of the manager.</summary>
/// <param name="Name">Kubernetes' name, such as <c>replicaset-controller</c>; also the actor's.</param>
/// <param name="Start">Spawns the controller's actor under the given name.</param>
public sealed record ControllerRegistration(
    string Name, Action<IActorContext<ControllerManagerMessage>, ControllerContext> Start)
{
    /// <summary>A controller that is a reconciler: <paramref name="create"/> makes one for each incarnation.</summary>
    /// <param name="workers">Keys reconciled at once.</param>
    public static ControllerRegistration Of(
        string name, Func<ControllerContext, IReconciler> create, int workers = 5) => new(name, (manager, context) =>
        {
            var report = context.Options.OnFailure;
            var options = new ControllerOptions
            {
                Workers = workers,
                OnFailure = report is null ? null : failure => report(name, failure),
            };
            manager.Spawn(name, () => new ControllerActor(() => create(context), context.Informers, options));
        });
}
