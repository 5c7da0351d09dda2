namespace Orchestrator.Node.Pods;

/// <summary>Ends one container: preStop within the grace period, then the runtime's stop with what is left of
/// it.</summary>
public sealed class ContainerStopper(
    IContainerRuntime runtime, HookRunner hooks, IEventRecorder events, TimeProvider time)
{
    // However long the hook took, the program gets a moment for its own end.
    private static readonly TimeSpan LeastAfterHook = TimeSpan.FromSeconds(2);

    /// <summary>Completes once the container is dead.</summary>
    public async ValueTask StopAsync(
        Pod pod, Container container, string containerId, string podIp, TimeSpan grace, string message,
        CancellationToken cancellation)
    {
        var about = pod.ToReference(ContainerStarter.FieldPath(pod, container));
        if (runtime.RunsPrograms)
            events.Event(about, EventTypes.Normal, "Killing", message);
        if (runtime.RunsPrograms && grace > TimeSpan.Zero && container.Lifecycle?.PreStop is { } hook)
        {
            var began = time.GetUtcNow();
            if (await hooks.RunAsync(hook, container, containerId, podIp, grace, cancellation) is { } wrong)
                events.Event(about, EventTypes.Warning, "FailedPreStopHook", $"PreStopHook failed: {wrong}");
            var left = grace - (time.GetUtcNow() - began);
            grace = left > LeastAfterHook ? left : LeastAfterHook;
        }
        await runtime.StopContainerAsync(containerId, grace, cancellation);
    }
}
