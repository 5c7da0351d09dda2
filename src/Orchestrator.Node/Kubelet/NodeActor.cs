namespace Orchestrator.Node.Kubelet;

/// <summary>The root of one node's tree, <c>/node-NAME</c>: kubelet, lease, status, and what else the node is made
/// of.</summary>
public sealed class NodeActor(NodeOptions options, IApiClient api) : Actor<NodeMessage>
{
    public override ValueTask OnStartAsync()
    {
        var objects = new NodeObjects(options);
        Context.Spawn("status", () => new NodeStatusActor(objects, api));
        Context.Spawn("lease", () => new NodeLeaseActor(options.Name, api));
        Context.Spawn(
            "kubelet",
            () => new KubeletActor(
                options.Name, options.Pods, context => PodServicesOf.Node(options, api, context)));
        foreach (var start in options.Companions)
            start(Context);
        return default;
    }

    public override ValueTask OnMessageAsync(NodeMessage message) => default;
}

/// <summary>Messages of a <see cref="NodeActor"/>; there are none yet.</summary>
public abstract record NodeMessage;
