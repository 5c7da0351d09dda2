namespace Orchestrator.Scheduler.Framework;

/// <summary>Decides whether a node can run a Pod.</summary>
public interface IFilterPlugin : IPlugin
{
    /// <summary>Looks at the Pod once per cycle.</summary>
    PreFilterResult PreFilter(PodInfo pod);

    /// <summary>Null when the node passes. Asked for many nodes per cycle: no allocation.</summary>
    Rejection? Filter(PodInfo pod, NodeInfo node);
}
