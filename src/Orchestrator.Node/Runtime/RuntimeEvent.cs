namespace Orchestrator.Node.Runtime;

/// <summary>Something the runtime noticed by itself.</summary>
public abstract record RuntimeEvent(string PodUid);

/// <summary>A container has ended; <see cref="IContainerRuntime.GetPodAsync"/> shows how.</summary>
public sealed record ContainerExited(string PodUid, string ContainerId) : RuntimeEvent(PodUid);

/// <summary>Something the Pod's owner should read, as an event on the Pod.</summary>
public sealed record ContainerWarned(string PodUid, string Container, string Reason, string Message)
    : RuntimeEvent(PodUid);
