using System.Net;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Services.</summary>
internal static class ServiceValidation
{
    private const int AffinitySecondsMax = 86400;
    private const string OnlyForLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

    private const int KubeletPort = 10250;
    private const string TopologyMode = "service.kubernetes.io/topology-mode";
    private const string TopologyHints = "service.kubernetes.io/topology-aware-hints";
    private const string SourceRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";

    private static readonly FieldPath Annotations = FieldPath.Of("metadata").Child("annotations");
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Validate(Service service, FieldErrors errors)
    {
        var spec = service.Spec;
        ValidateTopology(service.Metadata.Annotations, errors);
        ValidateType(spec, errors);
        for (var i = 0; i < spec.Ports.Count; i++)
            ValidatePort(spec, i, Spec.Child("ports").Index(i), errors);
        ObjectMetaValidation.ValidateLabels(spec.Selector, Spec.Child("selector"), errors);
        ValidateAffinity(spec, errors);
        ServiceAddressValidation.Validate(spec, errors);
        ValidateExternalIPs(spec.ExternalIPs, Spec.Child("externalIPs"), errors);
        errors.OneOf(Spec.Child("type"), spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ValidatePortsTogether(spec, Spec.Child("ports"), errors);
        ValidateLoadBalancer(service, errors);
        ValidateTrafficPolicies(spec, errors);
    }

    public static void ValidateUpdate(Service service, ServiceSpec old, FieldErrors errors)
    {
        var spec = service.Spec;
        ServiceAddressValidation.ValidateUpdate(spec, old, errors);
        var isKept = spec.Type == "LoadBalancer" && old.Type == "LoadBalancer";
        if (isKept && spec.LoadBalancerClass != old.LoadBalancerClass)
            errors.Invalid(Spec.Child("loadBalancerClass"), spec.LoadBalancerClass, "may not change once set");
        if (ServiceStrategy.NeedsHealthCheckNodePort(old) && ServiceStrategy.NeedsHealthCheckNodePort(spec)
            && spec.HealthCheckNodePort != old.HealthCheckNodePort)
        {
            errors.Forbidden(Spec.Child("healthCheckNodePort"), ObjectMetaValidation.Immutable);
        }
        Validate(service, errors);
    }

    public static void ValidateStatus(Service service, FieldErrors errors)
    {
        var path = FieldPath.Of("status").Child("loadBalancer").Child("ingress");
        var ingress = service.Status.LoadBalancer.Ingress;
        if (service.Spec.Type != "LoadBalancer" && !ingress.IsEmpty)
        {
            errors.Forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }
        for (var i = 0; i < ingress.Count; i++)
            ValidateIngress(ingress[i], path.Index(i), errors);
    }

    private static void ValidateType(ServiceSpec spec, FieldErrors errors)
    {
        var isHeadless = ServiceAddressValidation.IsHeadless(spec);
        if (spec.Ports.IsEmpty && !isHeadless && spec.Type != "ExternalName")
            errors.Required(Spec.Child("ports"));
        for (var i = 0; i < spec.Ports.Count && spec.Type == "LoadBalancer"; i++)
        {
            if (spec.Ports[i].Port == KubeletPort)
            {
                errors.Invalid(
                    Spec.Child("ports").Index(i), KubeletPort,
                    $"may not expose port {KubeletPort} externally since it is used by kubelet");
            }
        }
        if (spec.Type is "LoadBalancer" or "NodePort" && isHeadless)
        {
            errors.Invalid(
                Spec.Child("clusterIPs").Index(0), spec.ClusterIPs[0],
                $"may not be set to 'None' for {spec.Type} services");
        }
        if (spec.Type != "ExternalName")
            return;
        const string NotForExternalName = "may not be set for ExternalName services";
        if (!spec.ClusterIPs.IsEmpty)
            errors.Forbidden(Spec.Child("clusterIPs"), NotForExternalName);
        if (!spec.IPFamilies.IsEmpty)
            errors.Forbidden(Spec.Child("ipFamilies"), NotForExternalName);
        if (spec.IPFamilyPolicy is not null)
            errors.Forbidden(Spec.Child("ipFamilyPolicy"), NotForExternalName);
        var name = (spec.ExternalName ?? "").EndsWith('.') ? spec.ExternalName![..^1] : spec.ExternalName ?? "";
        if (name.Length == 0)
            errors.Required(Spec.Child("externalName"));
        else
            errors.Invalid(Spec.Child("externalName"), name, Names.Dns1123Subdomain(name));
    }

    private static void ValidatePortsTogether(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        var numbers = new HashSet<(string?, int)>();
        var nodePorts = new HashSet<(string?, int)>();
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            var port = spec.Ports[i];
            var item = path.Index(i);
            if (spec.Type == "ClusterIP" && port.NodePort != 0)
                errors.Forbidden(item.Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            if (port.NodePort != 0 && !nodePorts.Add((port.Protocol, port.NodePort)))
                errors.Duplicate(item.Child("nodePort"), port.NodePort);
            if (!numbers.Add((port.Protocol, port.Port)))
                errors.Duplicate(item, new ServicePort { Protocol = port.Protocol, Port = port.Port });
        }
    }

    private static void ValidatePort(ServiceSpec spec, int index, FieldPath path, FieldErrors errors)
    {
        var port = spec.Ports[index];
        if (!string.IsNullOrEmpty(port.Name))
        {
            errors.Invalid(path.Child("name"), port.Name, Names.Dns1123Label(port.Name));
            if (spec.Ports.Take(index).Any(before => before.Name == port.Name))
                errors.Duplicate(path.Child("name"), port.Name);
        }
        else if (spec.Ports.Count > 1)
        {
            errors.Required(path.Child("name"));
        }
        errors.Invalid(path.Child("port"), port.Port, Names.PortNumber(port.Port));
        errors.OneOf(path.Child("protocol"), port.Protocol, "SCTP", "TCP", "UDP");
        ProbeValidation.ValidatePort(port.TargetPort, path.Child("targetPort"), errors);
        if (port.AppProtocol is { } protocol)
            errors.Invalid(path.Child("appProtocol"), protocol, Names.QualifiedName(protocol));
    }

    private static void ValidateAffinity(ServiceSpec spec, FieldErrors errors)
    {
        errors.OneOf(Spec.Child("sessionAffinity"), spec.SessionAffinity, "ClientIP", "None");
        var path = Spec.Child("sessionAffinityConfig");
        if (spec.SessionAffinity == "None" && spec.SessionAffinityConfig is not null)
            errors.Forbidden(path, "must not be set when session affinity is None");
        if (spec.SessionAffinity != "ClientIP")
            return;
        const string NeededForClientIP = "when session affinity type is ClientIP";
        var timeout = path.Child("clientIP").Child("timeoutSeconds");
        if (spec.SessionAffinityConfig is null)
            errors.Required(path, NeededForClientIP);
        else if (spec.SessionAffinityConfig.ClientIP is null)
            errors.Required(path.Child("clientIP"), NeededForClientIP);
        else if (spec.SessionAffinityConfig.ClientIP.TimeoutSeconds is not { } seconds)
            errors.Required(timeout, NeededForClientIP);
        else if (seconds is <= 0 or > AffinitySecondsMax)
            errors.Invalid(timeout, seconds, $"must be greater than 0 and less than {AffinitySecondsMax}");
    }

    private static void ValidateExternalIPs(ValueList<string> addresses, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!IPs.TryParse(addresses[i], out var address))
            {
                IPs.Validate(addresses[i], path.Index(i), errors);
                continue;
            }
            IPs.ValidateNonSpecial(addresses[i], path.Index(i), errors);
            if (IPAddress.IsLoopback(address))
            {
                errors.Invalid(
                    path.Index(i), addresses[i], "may not be in the loopback range (127.0.0.0/8, ::1/128)");
            }
        }
    }

    private static void ValidateTopology(ValueMap<string> annotations, FieldErrors errors)
    {
        if (annotations.TryGetValue(TopologyMode, out var mode)
            && annotations.TryGetValue(TopologyHints, out var hints) && mode != hints)
        {
            errors.Invalid(
                Annotations.Key(TopologyMode), mode,
                $"must match annotations[{TopologyHints}] when both are specified");
        }
    }

    private static void ValidateSourceRanges(Service service, FieldErrors errors)
    {
        var ranges = service.Spec.LoadBalancerSourceRanges;
        var isLoadBalancer = service.Spec.Type == "LoadBalancer";
        if (!ranges.IsEmpty)
        {
            var path = Spec.Child("LoadBalancerSourceRanges");
            if (!isLoadBalancer)
                errors.Forbidden(path, OnlyForLoadBalancer);
            for (var i = 0; i < ranges.Count; i++)
                IPs.ValidateCidr(ranges[i].Trim(), path.Index(i), errors);
        }
        else if (service.Metadata.Annotations.TryGetValue(SourceRanges, out var annotation))
        {
            var path = Annotations.Key(SourceRanges);
            if (!isLoadBalancer)
                errors.Forbidden(path, OnlyForLoadBalancer);
            if (!string.IsNullOrWhiteSpace(annotation))
            {
                foreach (var range in annotation.Split(','))
                    IPs.ValidateCidr(range.Trim(), path, errors);
            }
        }
    }

    private static void ValidateLoadBalancer(Service service, FieldErrors errors)
    {
        var spec = service.Spec;
        var isLoadBalancer = spec.Type == "LoadBalancer";
        ValidateSourceRanges(service, errors);
        if (spec.AllocateLoadBalancerNodePorts is not null && !isLoadBalancer)
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), OnlyForLoadBalancer);
        if (spec.LoadBalancerClass is not { } name)
            return;
        if (!isLoadBalancer)
            errors.Forbidden(Spec.Child("loadBalancerClass"), OnlyForLoadBalancer);
        else
            errors.Invalid(Spec.Child("loadBalancerClass"), name, Names.QualifiedName(name));
    }

    private static void ValidateTrafficPolicies(ServiceSpec spec, FieldErrors errors)
    {
        var external = Spec.Child("externalTrafficPolicy");
        if (ServiceStrategy.IsExternallyAccessible(spec))
            errors.OneOf(external, spec.ExternalTrafficPolicy, "Cluster", "Local");
        else if (!string.IsNullOrEmpty(spec.ExternalTrafficPolicy))
            errors.Invalid(external, spec.ExternalTrafficPolicy, "may only be set for externally-accessible services");
        var health = Spec.Child("healthCheckNodePort");
        // Zero is still to be given out by the allocator.
        if (ServiceStrategy.NeedsHealthCheckNodePort(spec) && spec.HealthCheckNodePort != 0)
            errors.Invalid(health, spec.HealthCheckNodePort, Names.PortNumber(spec.HealthCheckNodePort));
        else if (spec.HealthCheckNodePort != 0)
        {
            errors.Invalid(
                health, spec.HealthCheckNodePort,
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
        if (spec.InternalTrafficPolicy is not null || ServiceStrategy.NeedsClusterIP(spec))
            errors.OneOf(Spec.Child("internalTrafficPolicy"), spec.InternalTrafficPolicy, "Cluster", "Local");
        if (spec.TrafficDistribution is not (null or "PreferClose"))
            errors.NotSupported(Spec.Child("trafficDistribution"), spec.TrafficDistribution, "PreferClose");
    }

    private static void ValidateIngress(LoadBalancerIngress ingress, FieldPath path, FieldErrors errors)
    {
        var hasIP = !string.IsNullOrEmpty(ingress.IP);
        if (hasIP)
            IPs.Validate(ingress.IP!, path.Child("ip"), errors);
        if (hasIP && ingress.IPMode is null)
            errors.Required(path.Child("ipMode"), "must be specified when `ip` is set");
        else if (!hasIP && ingress.IPMode is not null)
            errors.Forbidden(path.Child("ipMode"), "may not be specified when `ip` is not set");
        else if (ingress.IPMode is not (null or "Proxy" or "VIP"))
            errors.NotSupported(path.Child("ipMode"), ingress.IPMode, "Proxy", "VIP");
        if (ingress.Hostname is not { Length: > 0 } name)
            return;
        errors.Invalid(path.Child("hostname"), name, Names.Dns1123Subdomain(name));
        if (IPs.TryParse(name, out _))
            errors.Invalid(path.Child("hostname"), name, "must be a DNS name, not an IP address");
    }
}
