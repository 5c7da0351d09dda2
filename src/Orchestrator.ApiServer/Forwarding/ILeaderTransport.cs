namespace Orchestrator.ApiServer.Forwarding;

/// <summary>The way to another control plane's API server.</summary>
public interface ILeaderTransport
{
    /// <summary>Sends once, and gives whatever was answered: refusals too.</summary>
    /// <param name="address"><c>host:port</c>.</param>
    /// <exception cref="LeaderUnreachableException">No answer came.</exception>
    ValueTask<ForwardedAnswer> SendAsync(
        string address, ForwardedRequest request, CancellationToken cancellation = default);
}

/// <summary>The leader did not answer.</summary>
/// <param name="mayHaveHappened">Whether it can have got the request.</param>
public sealed class LeaderUnreachableException(string message, bool mayHaveHappened, Exception? inner = null)
    : Exception(message, inner)
{
    public bool MayHaveHappened { get; } = mayHaveHappened;
}
