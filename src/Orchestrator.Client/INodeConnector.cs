using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>The one way back from the API server to a node: byte streams, in process or to the kubelet's HTTPS
/// port.</summary>
public interface INodeConnector
{
    /// <summary>Opens a container's log as its bytes; with follow, the stream ends when the container does.</summary>
    /// <exception cref="Api.Errors.StatusException">400 when the container has no log (yet), with the kubelet's
    /// wording.</exception>
    ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default);
}

/// <summary>One container's log.</summary>
/// <param name="Pod">The Pod as the API server has it.</param>
/// <param name="Container">The container's name; resolved, never empty.</param>
/// <param name="Options">What <c>kubectl logs</c> asked for.</param>
public sealed record ContainerLogRequest(Pod Pod, string Container, PodLogOptions Options);
