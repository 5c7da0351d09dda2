namespace Orchestrator.Actors.Kernel;

/// <summary>Completes a task when an actor has ended.</summary>
internal sealed class StopWaiter : EndNotice
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Stopped => _stopped.Task;

    public override void ActorEnded() => _stopped.TrySetResult();
}
