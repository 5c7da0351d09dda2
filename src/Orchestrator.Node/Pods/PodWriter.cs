using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Pods;

/// <summary>Tells the API how one Pod stands, and deletes it there once its end is complete; for its worker.</summary>
/// <remarks>Used on the worker's turns only; answers come to the worker as messages, which hands them back. Invariant:
/// one status write in flight.</remarks>
internal sealed class PodWriter(IActorContext<PodWorkerMessage> context, PodServices node, PodReport report)
{
    // A start usually takes milliseconds: its outcome and the status before it make one write instead of two.
    private static readonly TimeSpan PublishPause = TimeSpan.FromMilliseconds(100);
    private bool _writing;
    private bool _publishDue;
    private bool _deleting;

    /// <param name="isStarting">A container is being started: what comes of it is waited for a little.</param>
    public void Publish(Pod pod, RuntimePod? runtime, PodEnding? ending, bool isStarting)
    {
        if (_writing || (isStarting && ending is null && Postpone()))
            return;
        if (report.Due(pod, runtime, ending, node.Node, context.System.Time.GetUtcNow()) is { } status)
        {
            _writing = true;
            context.Pipe(
                node.Api.UpdateStatusAsync(pod with { Status = status }, context.Ended),
                written => new StatusWritten(written, status),
                error => new StatusRefused(error));
        }
        else if (ending is { Complete: true } && pod.IsTerminating && !_deleting)
        {
            _deleting = true;
            var options = new DeleteOptions
            {
                GracePeriodSeconds = 0,
                Preconditions = new() { Uid = pod.Metadata.Uid },
            };
            context.Pipe(
                node.Api.DeleteAsync<Pod>(pod.Key, options, context.Ended), _ => new SyncDue(),
                error => new DeleteRefused(error));
        }
    }

    /// <summary>The pause is over: what is known is told, whatever is still being started.</summary>
    public void PauseEnded() => _publishDue = true;

    /// <summary>Nothing is being started any more.</summary>
    public void StartsEnded()
    {
        _publishDue = false;
        context.Timers.Cancel(nameof(PublishDue));
    }

    public void Written(StatusWritten written)
    {
        _writing = false;
        report.Sent(written.Sent, written.Pod.Status);
    }

    public void Read() => _writing = false;

    /// <summary>True where the worker has to look again after a pause; else the Pod is being read anew.</summary>
    public bool Refused(Pod pod, Exception error)
    {
        _writing = error is StatusException { IsConflict: true };
        if (!_writing)
            return true;
        // Somebody else wrote the Pod: read it and say it again. Until then no write is begun.
        context.Pipe(
            node.Api.GetAsync<Pod>(pod.Key, context.Ended),
            read => read.Uid == pod.Metadata.Uid
                ? new PodRead(read)
                : new StatusRefused(Statuses.NotFound("", "pods", read.Metadata.Name ?? "")),
            unread => new StatusRefused(unread));
        return false;
    }

    /// <summary>A refusal for good is not asked for again.</summary>
    public void DeleteRefused(Exception error) => _deleting = error is StatusException { IsTransient: false };

    private bool Postpone()
    {
        if (_publishDue)
            return false;
        if (!context.Timers.IsActive(nameof(PublishDue)))
            context.Timers.Once(nameof(PublishDue), PublishPause, new PublishDue());
        return true;
    }
}
