using Orchestrator.Api.Core.V1;

namespace Orchestrator.Scheduler.Framework;

/// <summary>What a Pod asks of a node, by Kubernetes' formula.</summary>
/// <remarks>
/// Containers and sidecars (init containers that restart always) run together and add up. An ordinary init
/// container runs alone with the sidecars started before it, so the Pod needs the larger of the two. The overhead
/// comes on top.
/// Example: app 100m, sidecar 50m, then init 300m: max(100m + 50m, 300m + 50m) = 350m.
/// </remarks>
public static class PodRequests
{
    /// <summary>What a container without a CPU request counts as when nodes are scored, in milli-CPU.</summary>
    public const long DefaultMilliCpu = 100;

    /// <summary>What a container without a memory request counts as when nodes are scored, in bytes.</summary>
    public const long DefaultMemory = 200 * 1024 * 1024;

    /// <summary>The requests a node must have free.</summary>
    public static Resource Of(PodSpec spec) => Sum(spec, countMissing: false);

    /// <summary>As <see cref="Of"/>, missing requests counted with their defaults, so that Pods without requests
    /// spread too.</summary>
    public static Resource NonZero(PodSpec spec) => Sum(spec, countMissing: true);

    private static Resource Sum(PodSpec spec, bool countMissing)
    {
        var total = new Resource();
        foreach (var container in spec.Containers)
            total.Add(Requests(container, countMissing));

        var sidecars = new Resource();
        var init = new Resource();
        foreach (var container in spec.InitContainers)
        {
            var requests = Requests(container, countMissing);
            if (IsSidecar(container))
            {
                total.Add(requests);
                sidecars.Add(requests);
                init.RaiseTo(sidecars);
            }
            else
            {
                requests.Add(sidecars);
                init.RaiseTo(requests);
            }
        }
        total.RaiseTo(init);
        total.Add(spec.Overhead);
        return total;
    }

    /// <summary>An init container that keeps running beside the others.</summary>
    public static bool IsSidecar(Container container) => container.RestartPolicy == "Always";

    private static Resource Requests(Container container, bool countMissing)
    {
        var listed = container.Resources.Requests;
        var requests = Resource.Of(listed);
        if (countMissing && !listed.ContainsKey(ResourceNames.Cpu))
            requests.MilliCpu = DefaultMilliCpu;
        if (countMissing && !listed.ContainsKey(ResourceNames.Memory))
            requests.Memory = DefaultMemory;
        return requests;
    }
}
