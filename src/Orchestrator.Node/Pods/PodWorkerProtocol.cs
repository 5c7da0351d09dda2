namespace Orchestrator.Node.Pods;

/// <summary>Messages of a <see cref="PodWorker"/>.</summary>
public abstract record PodWorkerMessage;

/// <summary>The Pod as the API now has it.</summary>
public sealed record PodChanged(Pod Pod) : PodWorkerMessage;

/// <summary>The API has it no more; this is how it last was.</summary>
public sealed record PodRemoved(Pod Pod) : PodWorkerMessage;

/// <summary>The runtime noticed something about this Pod.</summary>
public sealed record RuntimeNoticed(RuntimeEvent Event) : PodWorkerMessage;
