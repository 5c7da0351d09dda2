namespace Orchestrator.Store.Writes;

/// <summary>A write on its way: the command, its bytes, and whoever waits for the answer.</summary>
internal sealed class PendingWrite(WriteCommand command, StoredObject? value)
{
    // Continuations never run on the store's turn.
    private readonly TaskCompletionSource<WriteResult> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteCommand Command { get; } = command;

    /// <summary>Null for a delete.</summary>
    public StoredObject? Value { get; } = value;

    public int Bytes => Value?.Size ?? 0;

    public void Answer(WriteResult result) => _answer.TrySetResult(result);

    public void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>Waits for the answer. Cancelling ends the wait alone.</summary>
    public async ValueTask<WriteResult> WaitAsync(CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
            return await _answer.Task;
        using var registration = cancellation.Register(
            static (answer, token) => ((TaskCompletionSource<WriteResult>)answer!).TrySetCanceled(token), _answer);
        return await _answer.Task;
    }
}
