using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>The taints that follow from a Node's conditions. Others on the Node are left alone.</summary>
public static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";

    private const string Unschedulable = "node.kubernetes.io/unschedulable";

    private static readonly (string Condition, string Status, string Key)[] Rules =
    [
        (NodeConditions.Ready, "False", NotReady),
        (NodeConditions.Ready, "Unknown", Unreachable),
        ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
        ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
        ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
    ];

    /// <summary>The NoSchedule taints as conditions and <c>spec.unschedulable</c> ask for them.</summary>
    public static ValueList<Taint> WithNoSchedule(Node node, DateTimeOffset now)
    {
        List<string> wanted = [];
        foreach (var condition in node.Status.Conditions)
        {
            foreach (var rule in Rules)
            {
                if (rule.Condition == condition.Type && rule.Status == condition.Status)
                    wanted.Add(rule.Key);
            }
        }
        if (node.Spec.Unschedulable)
            wanted.Add(Unschedulable);
        return With(node.Spec.Taints, NoSchedule, IsOurs, wanted, now);
    }

    /// <summary>The taints with exactly this one (or, with null, none) of ours that evicts.</summary>
    public static ValueList<Taint> WithNoExecute(ValueList<Taint> taints, string? key, DateTimeOffset now) =>
        With(taints, NoExecute, found => found is NotReady or Unreachable, key is null ? [] : [key], now);

    /// <summary>The evicting taint that the Ready condition asks for; null for a Node that is ready, or that nobody has
    /// spoken for yet.</summary>
    public static string? EvictingKey(Node node) => NodeConditions.Find(node, NodeConditions.Ready)?.Status switch
    {
        "False" => NotReady,
        "Unknown" => Unreachable,
        _ => null,
    };

    /// <summary>Whether one of our two evicting taints is there.</summary>
    public static bool Evicts(Node node)
    {
        foreach (var taint in node.Spec.Taints)
        {
            if (taint is { Effect: NoExecute, Key: NotReady or Unreachable })
                return true;
        }
        return false;
    }

    private static bool IsOurs(string key)
    {
        foreach (var rule in Rules)
        {
            if (rule.Key == key)
                return true;
        }
        return key == Unschedulable;
    }

    private static ValueList<Taint> With(
        ValueList<Taint> taints, string effect, Func<string, bool> ours, List<string> wanted, DateTimeOffset now)
    {
        var kept = taints.RemoveAll(
            taint => taint.Effect == effect && ours(taint.Key) && !wanted.Contains(taint.Key));
        foreach (var key in wanted)
        {
            if (!kept.Any(taint => taint.Key == key && taint.Effect == effect))
                kept = kept.Add(new Taint { Key = key, Effect = effect, TimeAdded = now });
        }
        return kept;
    }
}
