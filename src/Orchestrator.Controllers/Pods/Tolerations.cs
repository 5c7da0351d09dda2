using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Pods;

/// <summary>Kubernetes' rule of which toleration stands which taint.</summary>
public static class Tolerations
{
    /// <summary>The first toleration that stands the taint; null where none does.</summary>
    public static Toleration? For(ValueList<Toleration> tolerations, Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (Tolerates(toleration, taint))
                return toleration;
        }
        return null;
    }

    /// <remarks>An empty effect stands every effect; an empty key, with Exists, every key.</remarks>
    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if (toleration.Effect is { Length: > 0 } effect && effect != taint.Effect)
            return false;
        if (toleration.Key is { Length: > 0 } key && key != taint.Key)
            return false;
        return toleration.Operator switch
        {
            "Exists" => true,
            null or "" or "Equal" => (toleration.Value ?? "") == (taint.Value ?? ""),
            _ => false,
        };
    }
}
