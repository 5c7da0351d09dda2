using System.Globalization;

namespace Orchestrator.Node.Env;

/// <summary>The values a <c>resourceFieldRef</c> can name: a request or limit, divided and rounded up.</summary>
public static class ResourceFields
{
    /// <returns>Null for a resource that cannot be referred to, or a container the Pod does not have.</returns>
    public static string? Find(Pod pod, Container container, ResourceFieldSelector selector, NodeAddressing node)
    {
        if (selector.ContainerName is { Length: > 0 } other)
        {
            var named = pod.Spec.Containers.Concat(pod.Spec.InitContainers).FirstOrDefault(c => c.Name == other);
            if (named is null)
                return null;
            container = named;
        }
        var dot = selector.Resource.IndexOf('.');
        if (dot < 0)
            return null;
        var resource = selector.Resource[(dot + 1)..];
        var amount = selector.Resource[..dot] switch
        {
            // A container without a limit may use what the node has.
            "limits" =>
                container.Resources.Limits.TryGetValue(resource, out var limit) ? limit : OfNode(resource, node),
            "requests" => container.Resources.Requests.TryGetValue(resource, out var request) ? request : Quantity.Zero,
            _ => (Quantity?)null,
        };
        if (amount is not { } found)
            return null;
        var divisor = selector.Divisor.IsZero ? Quantity.Of(1) : selector.Divisor;
        return resource == "cpu"
            ? DivideUp(found.MilliValue, divisor.MilliValue)
            : DivideUp(found.Value, divisor.Value);
    }

    private static Quantity OfNode(string resource, NodeAddressing node) =>
        resource switch { "cpu" => node.Cpu, "memory" => node.Memory, _ => Quantity.Zero };

    private static string DivideUp(long amount, long divisor) =>
        ((amount + divisor - 1) / divisor).ToString(CultureInfo.InvariantCulture);
}
