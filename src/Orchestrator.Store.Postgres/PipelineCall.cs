using Npgsql;

namespace Orchestrator.Store.Postgres;

/// <summary>A call that waits for its turn on a <see cref="PostgresPipeline"/>.</summary>
internal abstract class PipelineCall
{
    public abstract Task RunAsync(NpgsqlConnection connection);

    public abstract void Fail(Exception error);
}

/// <summary>A call and its answer.</summary>
internal sealed class PipelineCall<TResult>(Func<NpgsqlConnection, Task<TResult>> work) : PipelineCall
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => _answer.Task;

    public override async Task RunAsync(NpgsqlConnection connection) => _answer.SetResult(await work(connection));

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
