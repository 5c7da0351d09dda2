namespace Orchestrator.Scheduler.Framework;

/// <summary>Claims something for a Pod on its node (a volume, a device) between decision and binding.</summary>
public interface IReservePlugin
{
    /// <summary>Null when claimed.</summary>
    Rejection? Reserve(PodInfo pod, NodeInfo node);

    /// <summary>Gives back what <see cref="Reserve"/> claimed; also called when it claimed nothing.</summary>
    void Unreserve(PodInfo pod, string nodeName);
}
