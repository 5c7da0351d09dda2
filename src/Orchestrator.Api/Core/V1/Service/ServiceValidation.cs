using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Services.</summary>
internal static class ServiceValidation
{
    private const int AffinitySecondsMax = 86400;
    private const string OnlyForLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Validate(ServiceSpec spec, FieldErrors errors)
    {
        ValidateType(spec, errors);
        ValidatePorts(spec, Spec.Child("ports"), errors);
        ObjectMetaValidation.ValidateLabels(spec.Selector, Spec.Child("selector"), errors);
        ValidateAffinity(spec, errors);
        ServiceAddressValidation.Validate(spec, errors);
        for (var i = 0; i < spec.ExternalIPs.Count; i++)
            IPs.ValidateNonSpecial(spec.ExternalIPs[i], Spec.Child("externalIPs").Index(i), errors);
        ValidateLoadBalancer(spec, errors);
        ValidateTrafficPolicies(spec, errors);
    }

    public static void ValidateUpdate(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        ServiceAddressValidation.ValidateUpdate(spec, old, errors);
        var isKept = spec.Type == "LoadBalancer" && old.Type == "LoadBalancer";
        if (isKept && spec.LoadBalancerClass != old.LoadBalancerClass)
            errors.Invalid(Spec.Child("loadBalancerClass"), spec.LoadBalancerClass, "may not change once set");
        if (ServiceStrategy.NeedsHealthCheckNodePort(old) && ServiceStrategy.NeedsHealthCheckNodePort(spec)
            && spec.HealthCheckNodePort != old.HealthCheckNodePort)
        {
            errors.Forbidden(Spec.Child("healthCheckNodePort"), ObjectMetaValidation.Immutable);
        }
        Validate(spec, errors);
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
        errors.OneOf(Spec.Child("type"), spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        if (spec.Ports.IsEmpty && !isHeadless && spec.Type != "ExternalName")
            errors.Required(Spec.Child("ports"));
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

    private static void ValidatePorts(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(string?, int)>();
        var nodePorts = new HashSet<(string?, int)>();
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            var port = spec.Ports[i];
            var item = path.Index(i);
            ValidatePort(port, spec.Ports.Count > 1, names, item, errors);
            if (spec.Type == "ClusterIP" && port.NodePort != 0)
                errors.Forbidden(item.Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            if (port.NodePort != 0 && !nodePorts.Add((port.Protocol, port.NodePort)))
                errors.Duplicate(item.Child("nodePort"), port.NodePort);
            if (!numbers.Add((port.Protocol, port.Port)))
                errors.Duplicate(item, $"{port.Port}/{port.Protocol}");
        }
    }

    private static void ValidatePort(
        ServicePort port, bool needsName, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(port.Name))
        {
            errors.Invalid(path.Child("name"), port.Name, Names.Dns1123Label(port.Name));
            if (!names.Add(port.Name))
                errors.Duplicate(path.Child("name"), port.Name);
        }
        else if (needsName)
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

    private static void ValidateLoadBalancer(ServiceSpec spec, FieldErrors errors)
    {
        var isLoadBalancer = spec.Type == "LoadBalancer";
        var ranges = Spec.Child("LoadBalancerSourceRanges");
        if (!spec.LoadBalancerSourceRanges.IsEmpty && !isLoadBalancer)
            errors.Forbidden(ranges, OnlyForLoadBalancer);
        for (var i = 0; i < spec.LoadBalancerSourceRanges.Count; i++)
            IPs.ValidateCidr(spec.LoadBalancerSourceRanges[i].Trim(), ranges.Index(i), errors);
        if (spec.AllocateLoadBalancerNodePorts is not null && !isLoadBalancer)
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), OnlyForLoadBalancer);
        if (spec.LoadBalancerClass is not { } name)
            return;
        if (!isLoadBalancer)
            errors.Forbidden(Spec.Child("loadBalancerClass"), OnlyForLoadBalancer);
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
