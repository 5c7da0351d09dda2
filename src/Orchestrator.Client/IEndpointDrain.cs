namespace Orchestrator.Client;

/// <summary>How a node learns that no new connection will reach a Pod, so that ending its processes loses
/// none.</summary>
/// <remarks>Asked after the Pod is marked as terminating and before its processes are told to stop.</remarks>
public interface IEndpointDrain
{
    /// <summary>
    /// Completes once this host's proxy sends nothing new to the address: at once when it never did, otherwise when
    /// the endpoint's removal is applied and connections on their way had 100 ms to be accepted. Bounded: after the
    /// proxy's limit (5 s by default) it completes all the same, since a Pod must be able to end.
    /// An address that only serves because no other endpoint is left (all are terminating) counts as removed.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up first.</exception>
    ValueTask WaitUntilRemovedAsync(string podIP, CancellationToken cancellation = default);
}
