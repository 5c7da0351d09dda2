using Orchestrator.Api.Core.V1;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>The cluster addresses and node ports a Service holds. Pure.</summary>
/// <param name="Address">Its number in the range; 0 for none.</param>
/// <param name="Ports">In the order of the Service's ports, each once.</param>
internal sealed record ServiceNumbers(int Address, IReadOnlyList<int> Ports)
{
    public static ServiceNumbers None { get; } = new(0, []);

    public static ServiceNumbers Of(Service? service, AddressRange range)
    {
        if (service is null)
            return None;
        var ports = new List<int>();
        foreach (var port in service.Spec.Ports)
        {
            if (port.NodePort > 0 && !ports.Contains(port.NodePort))
                ports.Add(port.NodePort);
        }
        if (service.Spec.HealthCheckNodePort is > 0 and var health && !ports.Contains(health))
            ports.Add(health);
        var ip = service.Spec.ClusterIP;
        var address = string.IsNullOrEmpty(ip) || ip == "None" ? 0 : Math.Max(range.NumberOf(ip), 0);
        return new(address, ports);
    }
}
