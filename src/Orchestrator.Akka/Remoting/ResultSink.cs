namespace Orchestrator.Akka.Remoting;

/// <summary>An answer that is one result.</summary>
internal abstract class ResultSink<T> : AnswerSink
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override void Fail(Exception error) => _result.TrySetException(error);

    public void Cancel(CancellationToken asked) => _result.TrySetCanceled(asked);

    protected void Succeed(T result) => _result.TrySetResult(result);
}
