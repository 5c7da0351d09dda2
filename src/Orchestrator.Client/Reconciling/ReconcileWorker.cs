using Orchestrator.Actors;
using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Reconciles one key at a time for its <see cref="ControllerActor"/>, which gives it the next when it has
/// answered.</summary>
internal sealed class ReconcileWorker(IReconciler reconciler, Action<ObjectKey, Outcome> answer)
    : Actor<ReconcileKey>
{
    public override async ValueTask OnMessageAsync(ReconcileKey message)
    {
        try
        {
            answer(message.Key, await reconciler.ReconcileAsync(message.Key, Ended));
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The controller is stopping; whoever comes next reconciles everything anyway.
        }
        catch (Exception error) when (error is not InvariantException)
        {
            answer(message.Key, Outcome.BackOff(error));
        }
    }
}

internal sealed record ReconcileKey(ObjectKey Key);
