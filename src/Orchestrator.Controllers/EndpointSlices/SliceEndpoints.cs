using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Pods;
using Orchestrator.Controllers.ServiceEndpoints;
using EndpointPort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>Pods of a Service that have the same ports, as endpoints of one address family.</summary>
/// <param name="Ports">Target ports by number; a named one may differ from Pod to Pod, which is why there may be
/// several groups.</param>
/// <param name="Endpoints">By the Pod's uid, in the order of their names.</param>
public sealed record SliceEndpoints(ValueList<EndpointPort> Ports, List<Endpoint> Endpoints)
{
    /// <summary>The groups of one family.</summary>
    /// <param name="zoneOf">A node's zone by the node's name; null where it has none.</param>
    public static List<SliceEndpoints> Of(
        Service service, IEnumerable<Pod> pods, string family, Func<string, string?> zoneOf)
    {
        List<SliceEndpoints> groups = [];
        foreach (var pod in pods)
        {
            if (!EndpointPods.IsEndpoint(pod, includeTerminating: true)
                || EndpointPods.AddressOf(pod, family) is not { } address)
            {
                continue;
            }
            var ports = PortsOf(service, pod);
            var group = groups.Find(known => known.Ports == ports);
            if (group is null)
                groups.Add(group = new SliceEndpoints(ports, []));
            group.Endpoints.Add(EndpointOf(service, pod, address, zoneOf));
        }
        return groups;
    }

    private static ValueList<EndpointPort> PortsOf(Service service, Pod pod)
    {
        List<EndpointPort> ports = [];
        foreach (var port in service.Spec.Ports)
        {
            if (EndpointPods.PortOf(pod, port) is not { } number)
                continue;
            ports.Add(new EndpointPort
            {
                Name = port.Name ?? "",
                Protocol = port.Protocol ?? "TCP",
                Port = number,
                AppProtocol = port.AppProtocol,
            });
        }
        return ports.ToValueList();
    }

    private static Endpoint EndpointOf(Service service, Pod pod, string address, Func<string, string?> zoneOf)
    {
        var serving = PodPhases.IsReady(pod);
        var terminating = pod.IsTerminating;
        var node = pod.Spec.NodeName is { Length: > 0 } name ? name : null;
        return new Endpoint
        {
            Addresses = [address],
            Conditions = new EndpointConditions
            {
                // Never of one that is on its way out, however well it still serves, except where readiness does not
                // count at all.
                Ready = service.Spec.PublishNotReadyAddresses || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = EndpointPods.HostnameOf(pod, service),
            NodeName = node,
            Zone = node is null ? null : zoneOf(node),
            TargetRef = EndpointPods.ReferenceTo(pod),
        };
    }
}
