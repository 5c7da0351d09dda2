using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ServiceEndpoints;

/// <summary>The subsets of a Service's Endpoints: addresses that have the same ports stand together, ready ones apart
/// from the others.</summary>
/// <remarks>Example: two Pods with http=80, one of which also has admin=81: {both: http}, {the one: admin}. The order
/// is fixed, so that equal Pods give equal subsets.</remarks>
public static class EndpointSubsets
{
    /// <summary>Most addresses in one Endpoints object.</summary>
    public const int AddressesMax = 1000;

    public static ValueList<EndpointSubset> Of(Service service, IEnumerable<Pod> pods)
    {
        var family = EndpointPods.FamiliesOf(service)[0];
        SortedDictionary<string, Group> byPort = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (EndpointPods.IsEndpoint(pod, service.Spec.PublishNotReadyAddresses)
                && EndpointPods.AddressOf(pod, family) is { } ip)
            {
                Enter(byPort, service, pod, AddressOf(pod, service, ip));
            }
        }
        return Merge(byPort.Values);
    }

    /// <summary>At most <see cref="AddressesMax"/> addresses, ready ones before others; true where some were left
    /// out.</summary>
    public static bool Truncate(ref ValueList<EndpointSubset> subsets)
    {
        if (subsets.Sum(subset => subset.Addresses.Count + subset.NotReadyAddresses.Count) <= AddressesMax)
            return false;
        var room = AddressesMax;
        EndpointSubset[] kept = [.. subsets];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = kept[i] with { Addresses = Take(kept[i].Addresses, ref room) };
        for (var i = 0; i < kept.Length; i++)
            kept[i] = kept[i] with { NotReadyAddresses = Take(kept[i].NotReadyAddresses, ref room) };
        subsets = kept
            .Where(subset => !subset.Addresses.IsEmpty || !subset.NotReadyAddresses.IsEmpty)
            .ToValueList();
        return true;
    }

    private static void Enter(
        SortedDictionary<string, Group> byPort, Service service, Pod pod, EndpointAddress address)
    {
        var isReady = service.Spec.PublishNotReadyAddresses || PodPhases.IsReady(pod);
        if (service.Spec.Ports.IsEmpty && EndpointPods.IsHeadless(service))
        {
            GroupOf(byPort, null).Add(address, isReady);
            return;
        }
        foreach (var port in service.Spec.Ports)
        {
            if (EndpointPods.PortOf(pod, port) is { } number)
                GroupOf(byPort, PortOf(port, number)).Add(address, isReady);
        }
    }

    private static Group GroupOf(SortedDictionary<string, Group> byPort, EndpointPort? port)
    {
        var key = port is null ? "" : $"{port.Name}/{port.Port:D5}/{port.Protocol}/{port.AppProtocol}";
        if (!byPort.TryGetValue(key, out var group))
            byPort[key] = group = new Group(port);
        return group;
    }

    private static ValueList<EndpointSubset> Merge(IEnumerable<Group> groups)
    {
        List<EndpointSubset> subsets = [];
        foreach (var group in groups)
        {
            var subset = group.ToSubset();
            var at = subsets.FindIndex(
                known => known.Addresses == subset.Addresses && known.NotReadyAddresses == subset.NotReadyAddresses);
            if (at < 0)
                subsets.Add(subset);
            else
                subsets[at] = subsets[at] with { Ports = [.. subsets[at].Ports, .. subset.Ports] };
        }
        return subsets.ToValueList();
    }

    private static ValueList<EndpointAddress> Take(ValueList<EndpointAddress> addresses, ref int room)
    {
        var count = Math.Min(room, addresses.Count);
        room -= count;
        return count == addresses.Count ? addresses : addresses.Take(count).ToValueList();
    }

    private static EndpointAddress AddressOf(Pod pod, Service service, string ip) => new()
    {
        IP = ip,
        Hostname = EndpointPods.HostnameOf(pod, service),
        NodeName = pod.Spec.NodeName is { Length: > 0 } node ? node : null,
        TargetRef = EndpointPods.ReferenceTo(pod),
    };

    private static EndpointPort PortOf(ServicePort port, int number) => new()
    {
        Name = port.Name,
        Port = number,
        Protocol = port.Protocol,
        AppProtocol = port.AppProtocol,
    };

    /// <summary>Everything that has one port.</summary>
    private sealed class Group(EndpointPort? port)
    {
        private readonly List<EndpointAddress> _ready = [];
        private readonly List<EndpointAddress> _notReady = [];

        public void Add(EndpointAddress address, bool isReady) => (isReady ? _ready : _notReady).Add(address);

        public EndpointSubset ToSubset() => new()
        {
            Addresses = InOrder(_ready),
            NotReadyAddresses = InOrder(_notReady),
            Ports = port is null ? [] : [port],
        };

        private static ValueList<EndpointAddress> InOrder(List<EndpointAddress> addresses) => addresses
            .OrderBy(address => address.IP, StringComparer.Ordinal)
            .ThenBy(address => address.TargetRef?.Uid, StringComparer.Ordinal)
            .ToValueList();
    }
}
