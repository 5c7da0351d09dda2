using System.Net;
using System.Net.Sockets;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ServiceEndpoints;

/// <summary>What makes a Pod an endpoint of a Service, and by which addresses and ports.</summary>
public static class EndpointPods
{
    /// <summary>Whether traffic could be sent there at all.</summary>
    /// <param name="includeTerminating">Whether a Pod on its way out still counts.</param>
    public static bool IsEndpoint(Pod pod, bool includeTerminating) =>
        !PodPhases.IsFinished(pod)
        && pod.Status is not { PodIP: null or "", PodIPs.IsEmpty: true }
        && (includeTerminating || !pod.IsTerminating);

    /// <summary>The Pod's address of a family, <c>IPv4</c> or <c>IPv6</c>; null where it has none.</summary>
    public static string? AddressOf(Pod pod, string family)
    {
        foreach (var ip in pod.Status.PodIPs)
        {
            if (FamilyOf(ip.IP) == family)
                return ip.IP;
        }
        return FamilyOf(pod.Status.PodIP) == family ? pod.Status.PodIP : null;
    }

    /// <summary>The families in which a Service has endpoints, its first being the chief one.</summary>
    public static ValueList<string> FamiliesOf(Service service)
    {
        if (!service.Spec.IPFamilies.IsEmpty)
            return service.Spec.IPFamilies;
        return [FamilyOf(service.Spec.ClusterIP) ?? "IPv4"];
    }

    /// <summary>The number behind a Service's target port in this Pod; null where the Pod has no port of that name and
    /// protocol.</summary>
    public static int? PortOf(Pod pod, ServicePort port)
    {
        if (port.TargetPort.StringValue is not { } name)
            return port.TargetPort.IntValue;
        foreach (var container in pod.Spec.Containers)
        {
            if (Find(container, name, port.Protocol) is { } found)
                return found;
        }
        foreach (var container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always" && Find(container, name, port.Protocol) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>The name under which DNS shows the Pod itself; only for the Service that its subdomain names.</summary>
    public static string? HostnameOf(Pod pod, Service service) =>
        pod.Spec.Hostname is { Length: > 0 } hostname && pod.Spec.Subdomain == service.Key.Name
            && pod.Key.Namespace == service.Key.Namespace
            ? hostname
            : null;

    public static ObjectReference ReferenceTo(Pod pod) => new()
    {
        Kind = "Pod",
        Namespace = pod.Metadata.Namespace,
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
    };

    public static bool IsHeadless(Service service) => service.Spec.ClusterIP == "None";

    /// <summary>Whether a change of a Pod can be seen in endpoints. Labels are the caller's.</summary>
    internal static bool Differ(Pod old, Pod pod) =>
        PodPhases.IsReady(old) != PodPhases.IsReady(pod)
        || old.IsTerminating != pod.IsTerminating
        || PodPhases.IsFinished(old) != PodPhases.IsFinished(pod)
        || old.Status.PodIP != pod.Status.PodIP
        || old.Status.PodIPs != pod.Status.PodIPs
        || old.Spec.NodeName != pod.Spec.NodeName
        || old.Spec.Hostname != pod.Spec.Hostname
        || old.Spec.Subdomain != pod.Spec.Subdomain;

    private static int? Find(Container container, string name, string? protocol)
    {
        foreach (var port in container.Ports)
        {
            if (port.Name == name && (port.Protocol ?? "TCP") == (protocol ?? "TCP"))
                return port.ContainerPortValue;
        }
        return null;
    }

    /// <summary><c>IPv4</c> or <c>IPv6</c>; null for what is no address.</summary>
    internal static string? FamilyOf(string? address) =>
        !IPAddress.TryParse(address, out var parsed) ? null
        : parsed.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6"
        : "IPv4";
}
