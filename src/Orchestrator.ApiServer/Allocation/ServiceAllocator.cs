using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>Gives a Service its cluster IP and node ports, or checks those it asks for; fills the IP family fields of
/// a single-stack cluster.</summary>
internal sealed class ServiceAllocator(ServicePools pools) : IAllocator
{
    public Reservation Reserve(KubeObject value, KubeObject? old)
    {
        var service = ServiceFamilies.Fill((Service)value);
        var held = ServiceNumbers.Of(old as Service, pools.Range);
        var taking = new Taking(pools, held);
        try
        {
            service = WithAddress(service, taking, held);
            service = WithPorts(service, taking);
        }
        catch
        {
            taking.Return();
            throw;
        }
        return new Held(ServiceFamilies.WithAddresses(service), taking);
    }

    private Service WithAddress(Service service, Taking taking, ServiceNumbers held)
    {
        if (service.Spec.Type == "ExternalName" || service.Spec.ClusterIP == "None")
            return service;
        var asked = service.Spec.ClusterIP;
        if (string.IsNullOrEmpty(asked))
        {
            var number = pools.TakeAnyAddress() ?? throw Statuses.InternalError("the service IP range is full");
            taking.Address = number;
            return service with { Spec = service.Spec with { ClusterIP = pools.Range[number] } };
        }
        var wanted = pools.Range.NumberOf(asked);
        if (wanted < 0)
        {
            throw Refuse(service, AddressField, asked,
                $"failed to allocate IP {asked}: the provided IP is not in the valid range. "
                + $"The range of valid IPs is {pools.Range}");
        }
        if (wanted == held.Address)
            return service;
        if (!pools.TryTakeAddress(wanted))
        {
            throw Refuse(
                service, AddressField, asked, $"failed to allocate IP {asked}: provided IP is already allocated");
        }
        taking.Address = wanted;
        return service;
    }

    private Service WithPorts(Service service, Taking taking)
    {
        if (!NeedsNodePorts(service))
            return service;
        var ports = service.Spec.Ports;
        var byNumber = new Dictionary<int, int>();
        // Those that are asked for first, so that none of them is given away.
        for (var i = 0; i < ports.Count; i++)
        {
            var field = PortsField.Index(i).Child("nodePort");
            if (ports[i].NodePort > 0)
                TakePort(service, taking, ports[i].NodePort, field);
        }
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].NodePort > 0)
                continue;
            // TCP and UDP on one port number share a node port.
            var shared = byNumber.GetValueOrDefault(ports[i].Port);
            var port = shared > 0 ? shared : taking.AnyPort();
            byNumber[ports[i].Port] = port;
            ports = ports.SetItem(i, ports[i] with { NodePort = port });
        }
        return WithHealthPort(service with { Spec = service.Spec with { Ports = ports } }, taking);
    }

    private Service WithHealthPort(Service service, Taking taking)
    {
        if (service.Spec.Type != "LoadBalancer" || service.Spec.ExternalTrafficPolicy != "Local")
            return service;
        if (service.Spec.HealthCheckNodePort > 0)
        {
            TakePort(
                service, taking, service.Spec.HealthCheckNodePort, FieldPath.Of("spec").Child("healthCheckNodePort"));
            return service;
        }
        return service with { Spec = service.Spec with { HealthCheckNodePort = taking.AnyPort() } };
    }

    private void TakePort(Service service, Taking taking, int port, FieldPath field)
    {
        if (!pools.ContainsPort(port))
        {
            throw Refuse(service, field, port,
                $"provided port is not in the valid range. The range of valid ports is {pools.PortBounds}");
        }
        if (!taking.TryPort(port))
            throw Refuse(service, field, port, "provided port is already allocated");
    }

    private static bool NeedsNodePorts(Service service) =>
        service.Spec.Type == "NodePort"
        || (service.Spec.Type == "LoadBalancer" && service.Spec.AllocateLoadBalancerNodePorts != false);

    private static FieldPath AddressField => FieldPath.Of("spec").Child("clusterIPs").Index(0);

    private static FieldPath PortsField => FieldPath.Of("spec").Child("ports");

    private static StatusException Refuse(Service service, FieldPath field, object? value, string cause)
    {
        var errors = new FieldErrors();
        errors.Invalid(field, value, cause);
        return Statuses.Invalid(Service.GroupVersionKind, service.Metadata.Name ?? "", errors);
    }

    /// <summary>What one write has taken beyond what its object already held.</summary>
    private sealed class Taking(ServicePools pools, ServiceNumbers held)
    {
        private readonly List<int> _ports = [];

        public int Address { get; set; }

        public bool TryPort(int port)
        {
            if (held.Ports.Contains(port) || _ports.Contains(port))
                return true;
            if (!pools.TryTakePort(port))
                return false;
            _ports.Add(port);
            return true;
        }

        public int AnyPort()
        {
            var port = pools.TakeAnyPort() ?? throw Statuses.InternalError("the node port range is full");
            _ports.Add(port);
            return port;
        }

        public void Return(long? after = null) => pools.Return(new(Address, _ports), after);
    }

    private sealed class Held(Service value, Taking taking) : Reservation(value)
    {
        protected override void Settle(long? revision) => taking.Return(revision);
    }
}
