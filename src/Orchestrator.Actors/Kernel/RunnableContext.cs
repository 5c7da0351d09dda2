namespace Orchestrator.Actors.Kernel;

/// <summary>Brings the rest of an await back to the runnable that began it.</summary>
internal sealed class RunnableContext(Runnable owner) : SynchronizationContext
{
    private const string Continuation = "continuation";

    public override void Post(SendOrPostCallback d, object? state) => owner.Post(Continuation, d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("nothing may block until an actor's turn");

    public override SynchronizationContext CreateCopy() => this;
}
