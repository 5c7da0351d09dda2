using System.Collections.Concurrent;

namespace Orchestrator.Node.Kubelet;

/// <summary>The Pods of this process' nodes by namespace and name, each with the runtime that runs it: what the
/// kubelet's port answers from.</summary>
/// <remarks>Written by the kubelets, read by requests on any thread.</remarks>
public sealed class PodTable
{
    private readonly ConcurrentDictionary<(string Namespace, string Name), Entry> _pods = new();

    public Entry? Find(string ns, string name) => _pods.GetValueOrDefault((ns, name));

    internal void Set(Pod pod, IContainerRuntime runtime) => _pods[KeyOf(pod)] = new Entry(pod, runtime);

    /// <summary>Forgets a Pod, unless another of its name has come since.</summary>
    internal void Remove(Pod pod)
    {
        if (_pods.TryGetValue(KeyOf(pod), out var entry) && entry.Pod.Uid == pod.Uid)
            _pods.TryRemove(new(KeyOf(pod), entry));
    }

    private static (string, string) KeyOf(Pod pod) => (pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");

    /// <summary>One Pod as its kubelet last heard of it.</summary>
    public sealed record Entry(Pod Pod, IContainerRuntime Runtime);
}
