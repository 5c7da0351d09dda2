namespace Orchestrator.Api.Core.V1;

/// <summary>A Pod's quality of service class, from what its containers request and are limited to.</summary>
public static class PodQos
{
    public const string Guaranteed = "Guaranteed";
    public const string Burstable = "Burstable";
    public const string BestEffort = "BestEffort";

    /// <summary>Guaranteed: every container has limits of CPU and memory equal to its requests. BestEffort:
    /// none names either.</summary>
    public static string Of(PodSpec spec)
    {
        var (any, all) = (false, true);
        foreach (var container in spec.Containers)
            Look(container.Resources, ref any, ref all);
        foreach (var container in spec.InitContainers)
            Look(container.Resources, ref any, ref all);
        return !any ? BestEffort : all ? Guaranteed : Burstable;
    }

    private static void Look(ResourceRequirements resources, ref bool any, ref bool all)
    {
        any |= Names(resources.Requests, "cpu") || Names(resources.Requests, "memory")
            || Names(resources.Limits, "cpu") || Names(resources.Limits, "memory");
        all &= IsFixed(resources, "cpu") && IsFixed(resources, "memory");
    }

    private static bool Names(ValueMap<Quantity> amounts, string resource) =>
        amounts.TryGetValue(resource, out var amount) && !amount.IsZero;

    private static bool IsFixed(ResourceRequirements resources, string resource) =>
        Names(resources.Limits, resource)
        && (!Names(resources.Requests, resource) || resources.Requests[resource] == resources.Limits[resource]);
}
