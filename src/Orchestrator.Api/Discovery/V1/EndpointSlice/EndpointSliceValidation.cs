using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Discovery.V1;

/// <summary>The rules of EndpointSlices.</summary>
internal static class EndpointSliceValidation
{
    private const int EndpointsMax = 1000;
    private const int AddressesMax = 100;
    private const int PortsMax = 20000;
    private const int ZoneHintsMax = 8;
    private const int TopologyMax = 16;

    public static void Validate(EndpointSlice slice, FieldErrors errors)
    {
        errors.OneOf(FieldPath.Of("addressType"), slice.AddressType, "FQDN", "IPv4", "IPv6");
        ValidateEndpoints(slice, FieldPath.Of("endpoints"), errors);
        ValidatePorts(slice.Ports, FieldPath.Of("ports"), errors);
    }

    private static void ValidateEndpoints(EndpointSlice slice, FieldPath path, FieldErrors errors)
    {
        if (slice.Endpoints.Count > EndpointsMax)
        {
            errors.TooMany(path, slice.Endpoints.Count, EndpointsMax);
            return;
        }
        for (var i = 0; i < slice.Endpoints.Count; i++)
            ValidateEndpoint(slice.Endpoints[i], slice.AddressType, path.Index(i), errors);
    }

    private static void ValidateEndpoint(Endpoint endpoint, string type, FieldPath path, FieldErrors errors)
    {
        var addresses = path.Child("addresses");
        if (endpoint.Addresses.IsEmpty)
            errors.Required(addresses, "must contain at least 1 address");
        else if (endpoint.Addresses.Count > AddressesMax)
            errors.TooMany(addresses, endpoint.Addresses.Count, AddressesMax);
        for (var i = 0; i < endpoint.Addresses.Count; i++)
            ValidateAddress(endpoint.Addresses[i], type, addresses.Index(i), errors);
        if (endpoint.NodeName is { } node)
            errors.Invalid(path.Child("nodeName"), node, Names.Dns1123Subdomain(node));
        var topology = path.Child("deprecatedTopology");
        if (endpoint.DeprecatedTopology.Count > TopologyMax)
            errors.TooMany(topology, endpoint.DeprecatedTopology.Count, TopologyMax);
        ObjectMetaValidation.ValidateLabels(endpoint.DeprecatedTopology, topology, errors);
        if (endpoint.Hostname is { } hostname)
            errors.Invalid(path.Child("hostname"), hostname, Names.Dns1123Label(hostname));
        ValidateHints(endpoint.Hints, path.Child("hints"), errors);
    }

    private static void ValidateAddress(string address, string type, FieldPath path, FieldErrors errors)
    {
        switch (type)
        {
            case "IPv4":
                IPs.ValidateV4(address, path, errors);
                IPs.ValidateNonSpecial(address, path, errors);
                break;
            case "IPv6":
                IPs.ValidateV6(address, path, errors);
                IPs.ValidateNonSpecial(address, path, errors);
                break;
            case "FQDN":
                ValidateDomainName(address, path, errors);
                break;
        }
    }

    private static void ValidateDomainName(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        name = name.EndsWith('.') ? name[..^1] : name;
        var wrong = Names.Dns1123Subdomain(name);
        if (!wrong.IsEmpty)
            errors.Invalid(path, name, string.Join(',', wrong));
        else if (!name.Contains('.'))
            errors.Invalid(path, name, "should be a domain with at least two segments separated by dots");
    }

    private static void ValidateHints(EndpointHints? hints, FieldPath path, FieldErrors errors)
    {
        if (hints is null)
            return;
        var zones = path.Child("forZones");
        if (hints.ForZones.Count > ZoneHintsMax)
        {
            errors.TooMany(zones, hints.ForZones.Count, ZoneHintsMax);
            return;
        }
        for (var i = 0; i < hints.ForZones.Count; i++)
        {
            var name = hints.ForZones[i].Name;
            if (hints.ForZones.Take(i).Any(zone => zone.Name == name))
                errors.Duplicate(zones.Index(i).Child("name"), name);
            errors.Invalid(zones.Index(i).Child("name"), name, Names.LabelValue(name));
        }
    }

    private static void ValidatePorts(ValueList<EndpointPort> ports, FieldPath path, FieldErrors errors)
    {
        if (ports.Count > PortsMax)
        {
            errors.TooMany(path, ports.Count, PortsMax);
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var item = path.Index(i);
            var name = ports[i].Name ?? "";
            if (name.Length > 0)
                errors.Invalid(item.Child("name"), name, Names.Dns1123Label(name));
            if (!names.Add(name))
                errors.Duplicate(item.Child("name"), name);
            errors.OneOf(item.Child("protocol"), ports[i].Protocol, "SCTP", "TCP", "UDP");
            if (ports[i].AppProtocol is { } protocol)
                errors.Invalid(item.Child("appProtocol"), protocol, Names.QualifiedName(protocol));
        }
    }
}
