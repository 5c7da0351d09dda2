using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Kubelets;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Node.Kubelet;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting;

/// <summary>The API server's way to every node: to those of this process within it, to all others at their kubelet's
/// port.</summary>
internal sealed class NodeConnections(InProcessNodeConnector local) : INodeConnector, IDisposable
{
    private HttpNodeConnector? _remote;

    /// <summary>Other processes' nodes can be reached from now on: under the cluster's authority.</summary>
    public void Open(ApiServerCore api, ClusterCertificates certificates)
    {
        var client = api.ClientFor(UserIdentity.ApiServer);
        _remote = new HttpNodeConnector(
            (name, cancellation) => FindAsync(client, name, cancellation), certificates.Authority,
            certificates.ClientFor(HttpNodeConnector.User));
    }

    public ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        INodeConnector way = _remote is null || local.Has(nodeName) ? local : _remote;
        return way.OpenLogAsync(nodeName, request, cancellation);
    }

    public void Dispose() => _remote?.Dispose();

    private static async ValueTask<NodeObject?> FindAsync(
        IApiClient api, string name, CancellationToken cancellation)
    {
        try
        {
            return await api.GetAsync<NodeObject>(new ObjectKey("", name), cancellation);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }
}
