using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Endpoints.</summary>
internal static class EndpointsValidation
{
    public static void Validate(Endpoints endpoints, FieldErrors errors)
    {
        for (var i = 0; i < endpoints.Subsets.Count; i++)
            ValidateSubset(endpoints.Subsets[i], FieldPath.Of("subsets").Index(i), errors);
    }

    private static void ValidateSubset(EndpointSubset subset, FieldPath path, FieldErrors errors)
    {
        if (subset.Addresses.IsEmpty && subset.NotReadyAddresses.IsEmpty)
            errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
        for (var i = 0; i < subset.Addresses.Count; i++)
            ValidateAddress(subset.Addresses[i], path.Child("addresses").Index(i), errors);
        for (var i = 0; i < subset.NotReadyAddresses.Count; i++)
            ValidateAddress(subset.NotReadyAddresses[i], path.Child("notReadyAddresses").Index(i), errors);
        for (var i = 0; i < subset.Ports.Count; i++)
            ValidatePort(subset.Ports[i], subset.Ports.Count > 1, path.Child("ports").Index(i), errors);
    }

    private static void ValidateAddress(EndpointAddress address, FieldPath path, FieldErrors errors)
    {
        IPs.Validate(address.IP, path.Child("ip"), errors);
        if (address.Hostname is { Length: > 0 } hostname)
            errors.Invalid(path.Child("hostname"), hostname, Names.Dns1123Label(hostname));
        if (address.NodeName is { } node)
            errors.Invalid(path.Child("nodeName"), node, Names.Dns1123Subdomain(node));
        IPs.ValidateNonSpecial(address.IP, path.Child("ip"), errors);
    }

    private static void ValidatePort(EndpointPort port, bool needsName, FieldPath path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(port.Name))
            errors.Invalid(path.Child("name"), port.Name, Names.Dns1123Label(port.Name));
        else if (needsName)
            errors.Required(path.Child("name"));
        errors.Invalid(path.Child("port"), port.Port, Names.PortNumber(port.Port));
        errors.OneOf(path.Child("protocol"), port.Protocol, "SCTP", "TCP", "UDP");
        if (port.AppProtocol is { } protocol)
            errors.Invalid(path.Child("appProtocol"), protocol, Names.QualifiedName(protocol));
    }
}
