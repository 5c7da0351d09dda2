using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Kubelet;

/// <summary>Finds the log that a request means among the attempts a runtime keeps.</summary>
internal static class ContainerLogs
{
    /// <exception cref="StatusException">400: the container has no such log (yet).</exception>
    public static async ValueTask<Stream> OpenAsync(
        IContainerRuntime runtime, ContainerLogRequest request, CancellationToken cancellation)
    {
        var pod = await runtime.GetPodAsync(request.Pod.Metadata.Uid ?? "", cancellation);
        var container = Find(pod, request);
        return await runtime.OpenLogAsync(container.Id, request.Options, cancellation);
    }

    /// <summary>The attempt whose log is meant; the words of a refusal are the kubelet's.</summary>
    private static RuntimeContainer Find(RuntimePod? pod, ContainerLogRequest request)
    {
        var (name, podName) = (request.Container, request.Pod.Metadata.Name);
        var newest = pod?.Newest(name);
        if (request.Options.Previous)
        {
            var inBackOff = newest is { State: RuntimeContainerState.Exited } && WillRunAgain(request);
            return (inBackOff ? newest : pod?.Previous(name))
                ?? throw Statuses.BadRequest(
                    $"previous terminated container \"{name}\" in pod \"{podName}\" not found");
        }
        if (newest is not null && newest.State != RuntimeContainerState.Created)
            return newest;
        var status = StatusOf(request);
        if (status is null)
            throw Statuses.BadRequest($"container \"{name}\" in pod \"{podName}\" is not available");
        var reason = status.State.Waiting?.Reason ?? "ContainerCreating";
        throw Statuses.BadRequest($"container \"{name}\" in pod \"{podName}\" is waiting to start: {reason}");
    }

    /// <summary>In back-off the last run is already the previous one.</summary>
    private static bool WillRunAgain(ContainerLogRequest request) => StatusOf(request)?.State.Waiting is not null;

    private static ContainerStatus? StatusOf(ContainerLogRequest request) =>
        request.Pod.Status.ContainerStatuses.Concat(request.Pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.Name == request.Container);
}
