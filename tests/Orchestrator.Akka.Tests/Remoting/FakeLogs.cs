using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>The Nodes of a process, whose logs a test writes.</summary>
internal sealed class FakeLogs : INodeConnector
{
    /// <summary>What the next log is; a call waits for it.</summary>
    public TaskCompletionSource<FakeLog> Next { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<(string Node, ContainerLogRequest Request)> Asked { get; } = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever waited for it waits no more.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        Asked.TrySetResult((nodeName, request));
        try
        {
            return await Next.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Cancelled.TrySetResult();
            throw;
        }
    }
}
