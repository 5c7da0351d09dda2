using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Selection;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>The Pods bound to a node, as the newest snapshot has them: what a node hears of is in there
/// already.</summary>
internal sealed class PodsByNode(Registry registry, Candidates candidates)
{
    private static readonly KindDefinition Pods = ApiKinds.Of<Pod>();

    /// <summary>Whether a Pod of that key is bound to the node.</summary>
    public bool Contains(string node, ObjectKey pod) =>
        registry.Current.Get(Pods.StorageKey(pod))?.Value.Object is Pod found && found.Spec.NodeName == node;

    /// <summary>Whether a Pod of that namespace that is bound to the node passes the test; looks at that node's Pods
    /// only.</summary>
    public bool Any(string node, string ns, Func<Pod, bool> test)
    {
        foreach (var entry in candidates.OnNode(registry.Current, ns, node))
        {
            if (test((Pod)entry.Value.Object))
                return true;
        }
        return false;
    }
}
