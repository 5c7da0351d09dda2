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

/// <summary>The API server's way to every node: to those of this process within it, to others as the cluster has it, or
/// at their kubelet's port.</summary>
/// <param name="others">The cluster's way to a node; null: none but HTTPS.</param>
internal sealed class NodeConnections(InProcessNodeConnector local, Func<string, INodeConnector?> others)
    : INodeConnector, IDisposable
{
    private HttpNodeConnector? _http;

    /// <summary>Other processes' nodes can be reached from now on: under the cluster's authority.</summary>
    /// <returns>The certificate that kubelets know the API server by, to be renewed.</returns>
    public IssuedCertificate Open(ApiServerCore api, ClusterCertificates certificates)
    {
        var self = certificates.ClientFor("apiserver-kubelet-client", HttpNodeConnector.User);
        var client = api.ClientFor(UserIdentity.ApiServer);
        _http = new HttpNodeConnector(
            (name, cancellation) => FindAsync(client, name, cancellation), certificates.Authority,
            self);
        return self;
    }

    public ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        var way = local.Has(nodeName) ? local : others(nodeName) ?? _http ?? (INodeConnector)local;
        return way.OpenLogAsync(nodeName, request, cancellation);
    }

    public void Dispose() => _http?.Dispose();

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
