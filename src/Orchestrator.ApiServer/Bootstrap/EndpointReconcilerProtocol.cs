namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>What <see cref="EndpointReconciler"/> is told: nothing but its own timers.</summary>
public abstract record EndpointReconcilerMessage
{
    private protected EndpointReconcilerMessage()
    {
    }
}
