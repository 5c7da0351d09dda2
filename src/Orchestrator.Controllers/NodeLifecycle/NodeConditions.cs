using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>A Node's conditions, as its kubelet writes them and as they become when it falls silent.</summary>
public static class NodeConditions
{
    public const string Ready = "Ready";

    /// <summary>What only a kubelet can know; without it, Unknown. NetworkUnavailable is written by others.</summary>
    private static readonly string[] KubeletsOwn = [Ready, "MemoryPressure", "DiskPressure", "PIDPressure"];

    public static NodeCondition? Find(Node node, string type)
    {
        foreach (var condition in node.Status.Conditions)
        {
            if (condition.Type == type)
                return condition;
        }
        return null;
    }

    public static bool IsReady(Node node) => Find(node, Ready)?.Status == "True";

    /// <summary>The status of a Node whose kubelet has said nothing for too long. Unchanged once that is
    /// said.</summary>
    public static NodeStatus Silent(Node node, DateTimeOffset now)
    {
        var conditions = node.Status.Conditions;
        foreach (var type in KubeletsOwn)
            conditions = WithUnknown(conditions, type, node.Metadata.CreationTimestamp, now);
        return node.Status with { Conditions = conditions };
    }

    private static ValueList<NodeCondition> WithUnknown(
        ValueList<NodeCondition> conditions, string type, Time? created, DateTimeOffset now)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            var old = conditions[i];
            if (old.Type != type)
                continue;
            return old.Status == "Unknown" ? conditions : conditions.SetItem(i, old with
            {
                Status = "Unknown",
                Reason = "NodeStatusUnknown",
                Message = "Kubelet stopped posting node status.",
                LastTransitionTime = now,
            });
        }
        return conditions.Add(new NodeCondition
        {
            Type = type,
            Status = "Unknown",
            Reason = "NodeStatusNeverUpdated",
            Message = "Kubelet never posted node status.",
            LastHeartbeatTime = created,
            LastTransitionTime = now,
        });
    }
}
