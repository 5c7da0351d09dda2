using Orchestrator.Simulation.Checks;

namespace Orchestrator.Simulation.Cluster;

/// <summary>A watch that ends with its server or its link.</summary>
internal sealed class ConnectionWatch(
    IWatch watch, CancellationToken serverEnded, CancellationToken linkEnded, AnswerLedger answers) : IWatch
{
    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        var next = watch.NextAsync(cancellation).AsTask();
        try
        {
            return await next.WaitAsync(serverEnded).WaitAsync(linkEnded);
        }
        catch (OperationCanceledException)
            when (serverEnded.IsCancellationRequested || linkEnded.IsCancellationRequested)
        {
            throw new ApiUnreachableException("the watch broke");
        }
        catch (Exception error) when (error is not StatusException)
        {
            answers.Failed("watch", error, cancellation);
            throw;
        }
    }

    public ValueTask DisposeAsync() => watch.DisposeAsync();
}
