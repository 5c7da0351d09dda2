using System.Collections.Concurrent;
using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Kubelet;

/// <summary>The API server's way to the nodes of its own process.</summary>
public sealed class InProcessNodeConnector : INodeConnector
{
    private readonly ConcurrentDictionary<string, IContainerRuntime> _nodes = new(StringComparer.Ordinal);

    public void Register(string nodeName, IContainerRuntime runtime) => _nodes[nodeName] = runtime;

    public bool Has(string nodeName) => _nodes.ContainsKey(nodeName);

    public void Unregister(string nodeName) => _nodes.TryRemove(nodeName, out _);

    public async ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        if (!_nodes.TryGetValue(nodeName, out var runtime))
            throw Statuses.ServiceUnavailable($"node {nodeName} cannot be reached from here");
        return await ContainerLogs.OpenAsync(runtime, request, cancellation);
    }
}
