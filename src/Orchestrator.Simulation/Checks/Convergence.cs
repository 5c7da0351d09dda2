using Orchestrator.Network.Proxy;
using Orchestrator.Node.Runtime;
using Orchestrator.Simulation.Cluster;

namespace Orchestrator.Simulation.Checks;

/// <summary>What a cluster at rest looks like. Says what is not so yet, or null.</summary>
internal sealed class Convergence(SimulatedCluster cluster)
{
    private Dictionary<string, KubeObject> _byUid = [];
    private List<KubeObject> _all = [];

    public string? Unmet()
    {
        _all = [.. cluster.Snapshot.Range("/registry/").Select(entry => entry.Value.Object)];
        _byUid = _all.Where(o => o.Metadata.Uid is not null).ToDictionary(o => o.Metadata.Uid!, StringComparer.Ordinal);
        return _all.Select(Unmet).FirstOrDefault(unmet => unmet is not null)
            ?? cluster.Candidates?.Unmet()
            ?? cluster.Nodes.Select(RuntimeUnmet).FirstOrDefault(unmet => unmet is not null)
            ?? cluster.Watches.Select(watch => watch.Missing()).FirstOrDefault(missing => missing is not null)
            ?? MirrorUnmet();
    }

    private IEnumerable<T> Of<T>() => _all.OfType<T>();

    private string? Unmet(KubeObject value)
    {
        var name = $"{value.Gvk.Kind} {value.Key}";
        if (value.Metadata.DeletionTimestamp is not null)
            return $"{name} is still being deleted";
        if (value.Key.Namespace is { Length: > 0 } ns && !Of<Namespace>().Any(n => n.Metadata.Name == ns))
            return $"{name} is in no namespace";
        foreach (var owner in value.Metadata.OwnerReferences)
        {
            if (!_byUid.ContainsKey(owner.Uid))
                return $"{name} is owned by {owner.Kind} {owner.Name} (uid {owner.Uid}), which is gone";
        }
        return value switch
        {
            Pod pod => PodUnmet(pod, name),
            NodeObject node => NodeUnmet(node, name),
            Deployment deployment => DeploymentUnmet(deployment, name),
            ReplicaSet set => ReplicaSetUnmet(set, name),
            Service service => ServiceUnmet(service, name),
            _ => null,
        };
    }

    private string? PodUnmet(Pod pod, string name)
    {
        if (pod.Spec.NodeName is not { Length: > 0 } node)
            return $"{name} has no node: {pod.Status.Conditions.FirstOrDefault()?.Message}";
        if (cluster.Nodes.FirstOrDefault(n => n.Name == node) is not { IsRunning: true })
            return $"{name} is on {node}, which is gone";
        if (pod.Status.Phase is "Succeeded" or "Failed")
            return null;
        if (pod.Spec.Containers[0].Name is SimulatedNode.EndsWell or SimulatedNode.EndsBadly)
            return $"{name} has not ended";
        var isReady = pod.Status.Conditions.Any(c => c.Type == "Ready" && c.Status == "True");
        return pod.Status.Phase == "Running" && isReady ? null : $"{name} is {pod.Status.Phase}, ready: {isReady}";
    }

    private static string? NodeUnmet(NodeObject node, string name) =>
        !node.Status.Conditions.Any(c => c.Type == "Ready" && c.Status == "True") ? $"{name} is not ready"
        : !node.Spec.Taints.IsEmpty ? $"{name} has taint {node.Spec.Taints[0].Key}"
        : null;

    private static string? DeploymentUnmet(Deployment deployment, string name)
    {
        var (want, status) = (deployment.Spec.Replicas, deployment.Status);
        return status.ObservedGeneration == deployment.Metadata.Generation && status.Replicas == want
            && status.UpdatedReplicas == want && status.ReadyReplicas == want && status.AvailableReplicas == want
            ? null
            : $"{name} wants {want} and has {status}";
    }

    private string? ReplicaSetUnmet(ReplicaSet set, string name)
    {
        var owned = Of<Pod>().Count(pod => pod.Metadata.OwnerReferences.Any(o => o.Uid == set.Metadata.Uid)
            && pod.Status.Phase is not ("Succeeded" or "Failed"));
        return owned == set.Spec.Replicas && set.Status.Replicas == owned && set.Status.ReadyReplicas == owned
            && set.Status.ObservedGeneration == set.Metadata.Generation
            ? null
            : $"{name} wants {set.Spec.Replicas}, owns {owned} and says {set.Status}";
    }

    private string? ServiceUnmet(Service service, string name)
    {
        if (service.Spec.Selector.IsEmpty || !SimulatedCluster.HasController("endpointslice-controller"))
            return null;
        var ready = Of<Pod>()
            .Where(pod => pod.Metadata.Namespace == service.Metadata.Namespace && Matches(service, pod)
                && pod.Status.Conditions.Any(c => c.Type == "Ready" && c.Status == "True"))
            .Select(pod => pod.Status.PodIP ?? "").Order(StringComparer.Ordinal).ToList();
        var slices = Of<EndpointSlice>().Where(slice => slice.Metadata.Namespace == service.Metadata.Namespace
            && slice.Metadata.Labels[ProxyRules.ServiceNameLabel] == service.Metadata.Name).ToList();
        var served = slices.SelectMany(slice => slice.Endpoints).Where(endpoint => endpoint.Conditions.Ready ?? true)
            .SelectMany(endpoint => endpoint.Addresses).Order(StringComparer.Ordinal).ToList();
        if (!ready.SequenceEqual(served, StringComparer.Ordinal))
            return $"{name} has endpoints [{string.Join(' ', served)}]; ready are [{string.Join(' ', ready)}]";
        var endpoints = Of<Endpoints>().Where(e => e.Key == service.Key).SelectMany(e => e.Subsets)
            .SelectMany(subset => subset.Addresses).Select(address => address.IP).Order(StringComparer.Ordinal);
        if (!ready.SequenceEqual(endpoints, StringComparer.Ordinal))
            return $"{name} has Endpoints [{string.Join(' ', endpoints)}]; ready are [{string.Join(' ', ready)}]";
        var names = cluster.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        return ProxyRules.Of(service, slices, names).SequenceEqual(cluster.Dataplane.Of(service.Key))
            ? null
            : $"{name}: the proxy's rules are old";
    }

    private static bool Matches(Service service, Pod pod)
    {
        foreach (var (key, value) in service.Spec.Selector)
        {
            if (pod.Metadata.Labels[key] != value)
                return false;
        }
        return true;
    }

    /// <summary>A node runs the Pods that the API says, and no others.</summary>
    private string? RuntimeUnmet(SimulatedNode node)
    {
        var here = Of<Pod>().Where(pod => pod.Spec.NodeName == node.Name).ToDictionary(pod => pod.Metadata.Uid!);
        var running = node.Pods().ToDictionary(pod => pod.Sandbox.PodUid);
        foreach (var (uid, pod) in running)
        {
            if (!here.ContainsKey(uid))
                return $"{node.Name} holds {pod.Sandbox.Namespace}/{pod.Sandbox.Name} (uid {uid}), "
                    + "which the API does not know";
        }
        foreach (var (uid, pod) in here)
        {
            if (pod.Status.Phase == "Running" && !IsRun(pod, running.GetValueOrDefault(uid)))
                return $"{node.Name} does not run {pod.Key}, which says that it does";
        }
        return null;
    }

    private static bool IsRun(Pod pod, RuntimePod? found) => found is not null && pod.Spec.Containers.All(
        container => found.Newest(container.Name)?.State == RuntimeContainerState.Running);

    /// <summary>A cache is what the store holds.</summary>
    private string? MirrorUnmet() =>
        cluster.Mirrors.Select(MirrorUnmet).FirstOrDefault(unmet => unmet is not null);

    private string? MirrorUnmet(Informer mirror)
    {
        if (!mirror.HasSynced)
            return $"a cache of {mirror.Kind.Plural} was never filled";
        var stored = _all.Where(o => o.Gvk == mirror.Kind.Gvk).Select(o => $"{o.Key}@{o.Metadata.ResourceVersion}");
        return Cached(mirror).Order(StringComparer.Ordinal).SequenceEqual(
            stored.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? null
            : $"a cache of {mirror.Kind.Plural} is not current";
    }

    private static IEnumerable<string> Cached(Informer mirror)
    {
        var cached = new List<string>();
        // A new subscriber is told all that is there, at once.
        using (mirror.Subscribe(batch => cached.AddRange(
            batch.Changes.Select(change => $"{change.Object.Key}@{change.Object.Metadata.ResourceVersion}"))))
            return cached;
    }
}
