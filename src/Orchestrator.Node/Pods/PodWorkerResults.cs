using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Pods;

// What comes back to a PodWorker from work that it, or a part of it, began beside its turns.

/// <summary>Look again: nothing to be told but that something may have changed, or a time has come.</summary>
internal sealed record SyncDue : PodWorkerMessage;

internal sealed record PublishDue : PodWorkerMessage;

internal sealed record ProbeHeard(ProbeReported Report) : PodWorkerMessage;

internal sealed record StartEnded(string Container, Exception? Error) : PodWorkerMessage;

internal sealed record StopEnded(string ContainerId, Exception? Error) : PodWorkerMessage;

internal sealed record DrainEnded : PodWorkerMessage;

internal sealed record StatusWritten(Pod Pod, PodStatus Sent) : PodWorkerMessage;

internal sealed record PodRead(Pod Pod) : PodWorkerMessage;

internal sealed record StatusRefused(Exception Error) : PodWorkerMessage;

internal sealed record DeleteRefused(Exception Error) : PodWorkerMessage;

internal sealed record SandboxRemoved : PodWorkerMessage;

internal sealed record SandboxStays : PodWorkerMessage;
