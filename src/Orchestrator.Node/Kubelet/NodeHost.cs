namespace Orchestrator.Node.Kubelet;

/// <summary>One running node. Start any number of them in a process; each needs a runtime of its own.</summary>
/// <remarks>
/// <code>
/// var runtime = await ProcessRuntime.OpenAsync(new() { PodsDirectory = "data/pods" }, system.Time);
/// var node = NodeHost.Start(system, api, new() { Name = "node-0", Runtime = runtime, … });
/// connector.Register("node-0", runtime);
/// …
/// await node.StopAsync(Workloads.End);
/// </code>
/// </remarks>
public sealed class NodeHost
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(10);
    private readonly IActorSystem _system;
    private readonly IActorRef<NodeMessage> _root;

    private NodeHost(IActorSystem system, IActorRef<NodeMessage> root, NodeOptions options)
    {
        (_system, _root, Options) = (system, root, options);
    }

    public NodeOptions Options { get; }

    public IActorRef Root => _root;

    /// <param name="api">Under the node's own identity, <c>system:node:NAME</c>.</param>
    public static NodeHost Start(IActorSystem system, IApiClient api, NodeOptions options) =>
        new(system, system.Spawn($"node-{options.Name}", () => new NodeActor(options, api)), options);

    /// <summary>Stops the tree; then ends the workloads, or leaves them for the next start to take over. Closes the
    /// runtime.</summary>
    public async ValueTask StopAsync(Workloads workloads)
    {
        await _system.StopAsync(_root);
        if (workloads == Workloads.End)
            await EndWorkloadsAsync();
        await Options.Runtime.DisposeAsync();
    }

    private async ValueTask EndWorkloadsAsync()
    {
        var stops = new List<Task>();
        foreach (var sandbox in await Options.Runtime.ListSandboxesAsync())
        {
            var pod = await Options.Runtime.GetPodAsync(sandbox.PodUid);
            foreach (var container in pod?.Containers ?? [])
            {
                if (container.State == RuntimeContainerState.Running)
                    stops.Add(Options.Runtime.StopContainerAsync(container.Id, EndGrace).AsTask());
            }
        }
        await Task.WhenAll(stops);
    }
}

/// <summary>What becomes of a node's programs when the node stops in order.</summary>
public enum Workloads
{
    /// <summary>They run on; the next start takes them over.</summary>
    Keep,

    /// <summary>They are asked to end and killed after ten seconds; the next start runs them again.</summary>
    End,
}
