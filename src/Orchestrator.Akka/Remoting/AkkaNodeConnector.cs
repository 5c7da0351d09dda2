using System.Collections.Immutable;
using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>The API server's way to every Node of the cluster: to the <see cref="NodeGate"/> of the member whose role
/// says that it runs the Node.</summary>
/// <remarks>Refusals are the kubelet's own. 503: no member runs the Node. 500: its member does not answer. A log whose
/// node dies breaks off with <see cref="IOException"/>.</remarks>
public sealed class AkkaNodeConnector : INodeConnector, IDisposable
{
    private readonly ActorSystem _system;
    private readonly Func<ImmutableArray<ClusterMember>> _members;
    private readonly RemoteApiOptions _options;
    private readonly MemberCalls _calls = new();
    private readonly Action _stop;

    public AkkaNodeConnector(AkkaCluster cluster, RemoteApiOptions? options = null)
        : this(cluster.Akka, () => cluster.Members, options ?? RemoteApiOptions.Default)
    {
        cluster.Changed += _calls.Hear;
        _stop = () => cluster.Changed -= _calls.Hear;
    }

    internal AkkaNodeConnector(
        ActorSystem system, Func<ImmutableArray<ClusterMember>> members, RemoteApiOptions options)
    {
        _system = system;
        _members = members;
        _options = options;
        _stop = static () => { };
    }

    internal MemberCalls Calls => _calls;

    public async ValueTask<Stream> OpenLogAsync(
        string nodeName, ContainerLogRequest request, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var log = new LogSink(_options.LogBytesAhead);
        log.Begin(Start(nodeName, request, log));
        using var registration = cancellation.UnsafeRegister((_, token) => log.Cancel(token), null);
        try
        {
            await log.Opened.ConfigureAwait(false);
        }
        catch (ApiUnreachableException error)
        {
            throw Statuses.InternalError($"{error.Message} (node {nodeName} cannot be reached)");
        }
        return new RemoteLogStream(log);
    }

    public void Dispose() => _stop();

    private IActorRef Start(string nodeName, ContainerLogRequest request, LogSink log)
    {
        var meta = request.Pod.Metadata;
        var what = $"log of {meta.Namespace}/{meta.Name}/{request.Container}";
        var header = NodeLogHeaderCodec.Write(new NodeLogHeader(nodeName, request.Container, request.Options));
        return RemoteCall.Start(
            _system, GateOf(nodeName), what, header, JsonCodec.Write(request.Pod), log, _options);
    }

    private MemberGate GateOf(string nodeName)
    {
        var member = Find(nodeName)
            ?? throw Statuses.ServiceUnavailable(
                $"node {nodeName} cannot be reached: no member of the cluster runs it");
        var way = _system.ActorSelection($"{member.Address}/user/{NodeGate.Name}");
        return new MemberGate(
            new Gate(member.Address, member.Incarnation, way), _calls,
            () => Find(nodeName) is { IsLost: false } now && now.Incarnation == member.Incarnation);
    }

    /// <summary>The youngest that lives: one that was restarted may be seen twice for a moment.</summary>
    private ClusterMember? Find(string nodeName)
    {
        ClusterMember? found = null;
        foreach (var member in _members())
        {
            if (member.HasRole(ClusterRoles.NodePrefix + nodeName)
                && (found is null or { IsLost: true } || !member.IsLost))
                found = member;
        }
        return found;
    }
}
