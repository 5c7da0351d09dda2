using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Controllers;

/// <summary>Root of <c>/controllers</c>: one set of informers, one writer of events, one child for each
/// controller.</summary>
/// <remarks>A controller that crashes restarts alone, with a new reconciler over the same caches. Runs under a
/// LeaderElector where there are several.</remarks>
public sealed class ControllerManager(IApiClient api, ControllerManagerOptions options)
    : Actor<ControllerManagerMessage>
{
    public override ValueTask OnStartAsync()
    {
        var informers = SharedInformers.Spawn(Context, "informers", api);
        var events = EventRecorder.Spawn(Context, "events", api, "kube-controller-manager", writers: 4);
        var context = new ControllerContext(api, informers, events, Time, Context.System.Entropy, options);
        foreach (var controller in options.Controllers)
            controller.Start(Context, context);
        return default;
    }

    public override ValueTask OnMessageAsync(ControllerManagerMessage message) =>
        throw new InvariantException($"unexpected {message}");
}
