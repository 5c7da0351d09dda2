using Orchestrator.Api.Core.V1;

namespace Orchestrator.Scheduler.Framework;

/// <summary>A port a Pod takes on its node.</summary>
/// <param name="IP">The node's address; <c>0.0.0.0</c> is all of them.</param>
public readonly record struct HostPort(string IP, string Protocol, int Port)
{
    private const string AnyAddress = "0.0.0.0";

    /// <summary>True when both cannot be taken: same port and protocol, and the same address or one of them every
    /// address.</summary>
    public bool ConflictsWith(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol
        && (IP == other.IP || IP == AnyAddress || other.IP == AnyAddress);

    /// <summary>The host ports of containers and sidecars; usually none.</summary>
    public static HostPort[] Of(PodSpec spec)
    {
        List<HostPort>? found = null;
        foreach (var container in spec.Containers)
            Collect(container, ref found);
        foreach (var container in spec.InitContainers)
        {
            if (PodRequests.IsSidecar(container))
                Collect(container, ref found);
        }
        return found is null ? [] : [.. found];
    }

    private static void Collect(Container container, ref List<HostPort>? found)
    {
        foreach (var port in container.Ports)
        {
            if (port.HostPort <= 0)
                continue;
            found ??= [];
            found.Add(new(
                string.IsNullOrEmpty(port.HostIP) ? AnyAddress : port.HostIP,
                string.IsNullOrEmpty(port.Protocol) ? "TCP" : port.Protocol,
                port.HostPort));
        }
    }
}
