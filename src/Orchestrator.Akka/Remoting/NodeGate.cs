using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>A member's Nodes as an address in the cluster: serves <see cref="AkkaNodeConnector"/>s of control
/// planes.</summary>
/// <remarks>
/// <code>
///   cluster.Akka.ActorOf(NodeGate.Props(nodes, new ClusterAdmission(cluster).AdmitControlPlane), NodeGate.Name);
/// </code>
/// A log is read only as fast as it is taken, and no longer than its reader, that reader's process and this gate live.
/// </remarks>
public sealed class NodeGate : CallGate
{
    /// <summary>Under which a gate is found: <c>/user/node</c>.</summary>
    public const string Name = "node";

    private readonly INodeConnector _nodes;
    private readonly Func<Address, ApiStatus?> _admission;

    private NodeGate(INodeConnector nodes, Func<Address, ApiStatus?> admission, RemoteApiOptions options)
        : base(options)
    {
        _nodes = nodes;
        _admission = admission;
    }

    /// <param name="nodes">The way to the Nodes of this process.</param>
    /// <param name="admission">Whether a call from this actor system is served: null, or why not.</param>
    public static Props Props(
        INodeConnector nodes, Func<Address, ApiStatus?> admission, RemoteApiOptions? options = null) =>
        global::Akka.Actor.Props.CreateBy(new Produced<NodeGate>(
            () => new NodeGate(nodes, admission, options ?? RemoteApiOptions.Default)));

    private protected override ServedWork Accept(ReadOnlySpan<byte> header, Address caller)
    {
        if (_admission(caller) is { } refusal)
            throw Statuses.From(refusal);
        var call = NodeLogHeaderCodec.Read(header);
        return new ServedWork(call.ToString(), IsRead: false, (body, over) => OpenAsync(call, body, over));
    }

    private async Task<IAnswerSource> OpenAsync(
        NodeLogHeader call, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var request = new ContainerLogRequest(Read(body.Span), call.Container, call.Options);
        return new LogAnswer(await _nodes.OpenLogAsync(call.Node, request, cancellation).ConfigureAwait(false));
    }

    private static Pod Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return (Pod)ApiKinds.Of<Pod>().ReadJson(utf8);
        }
        catch (JsonDecodeException error)
        {
            throw Statuses.BadRequest($"the Pod cannot be read: {error.Message}");
        }
    }
}
