using Orchestrator.Api;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Scheduler.Framework;

/// <summary>A Pod with what is computed from its spec once: a retry, or a look at its node, computes nothing
/// again.</summary>
public sealed class PodInfo
{
    public PodInfo(Pod pod)
    {
        Pod = pod;
        Requests = PodRequests.Of(pod.Spec);
        NonZeroRequests = PodRequests.NonZero(pod.Spec);
        HostPorts = HostPort.Of(pod.Spec);
    }

    private PodInfo(Pod pod, PodInfo computed)
    {
        Pod = pod;
        Requests = computed.Requests;
        NonZeroRequests = computed.NonZeroRequests;
        HostPorts = computed.HostPorts;
    }

    public Pod Pod { get; }

    public string Uid => Pod.Metadata.Uid ?? "";

    public ObjectKey Key => Pod.Key;

    public int Priority => Pod.Spec.Priority ?? 0;

    public Resource Requests { get; }

    public Resource NonZeroRequests { get; }

    public IReadOnlyList<HostPort> HostPorts { get; }

    /// <summary>The newer state of the same Pod; computes again only when its containers changed.</summary>
    public PodInfo With(Pod newer) => HasSameRequests(newer.Spec) ? new(newer, this) : new(newer);

    // The same instances after a bind or a status write, so this is almost always decided by references.
    private bool HasSameRequests(PodSpec spec) =>
        ReferenceEquals(Pod.Spec, spec)
        || (Pod.Spec.Containers == spec.Containers && Pod.Spec.InitContainers == spec.InitContainers
            && Pod.Spec.Overhead == spec.Overhead);
}
