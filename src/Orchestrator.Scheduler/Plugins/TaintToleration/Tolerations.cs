using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>When a toleration answers a taint.</summary>
public static class Tolerations
{
    /// <summary>True when any toleration answers the taint.</summary>
    public static bool Tolerates(ValueList<Toleration> tolerations, Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (Matches(toleration, taint))
                return true;
        }
        return false;
    }

    /// <summary>An empty effect or key in the toleration stands for every one; no operator means Equal.</summary>
    public static bool Matches(Toleration toleration, Taint taint)
    {
        if (!string.IsNullOrEmpty(toleration.Effect) && toleration.Effect != taint.Effect)
            return false;
        if (!string.IsNullOrEmpty(toleration.Key) && toleration.Key != taint.Key)
            return false;
        return toleration.Operator switch
        {
            null or "" or "Equal" => (toleration.Value ?? "") == (taint.Value ?? ""),
            "Exists" => true,
            _ => false,
        };
    }
}
