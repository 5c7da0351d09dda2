using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Kubelets;

/// <summary>Nodes of this process are reached within it, all others at their kubelet's port.</summary>
public sealed class NodeConnectors(Func<string, INodeConnector?> local, INodeConnector remote) : INodeConnector
{
    public ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default) =>
        (local(nodeName) ?? remote).OpenLogAsync(nodeName, request, cancellation);
}
