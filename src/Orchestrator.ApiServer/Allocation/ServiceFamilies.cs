using Orchestrator.Api.Core.V1;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>The IP family fields of a Service as an IPv4 cluster fills them. Pure.</summary>
internal static class ServiceFamilies
{
    private const string V4 = "IPv4";
    private const string V6 = "IPv6";
    private const string None = "None";

    public static Service Fill(Service service)
    {
        var spec = service.Spec;
        if (spec.Type == "ExternalName")
            return service;
        if (string.IsNullOrEmpty(spec.ClusterIP) && !spec.ClusterIPs.IsEmpty)
            spec = spec with { ClusterIP = spec.ClusterIPs[0] };
        // A headless Service without selector belongs to whoever writes its endpoints: they may be of either family.
        var isOpen = spec.ClusterIP == None && spec.Selector.IsEmpty;
        var policy = spec.IPFamilyPolicy ?? (isOpen ? "RequireDualStack" : "SingleStack");
        var families = spec.IPFamilies;
        if (families.IsEmpty)
            families = [V4];
        if (isOpen && families.Count == 1 && policy != "SingleStack")
            families = families.Add(families[0] == V4 ? V6 : V4);
        return service with { Spec = spec with { IPFamilyPolicy = policy, IPFamilies = families } };
    }

    /// <summary><c>clusterIPs</c> as it follows from <c>clusterIP</c>.</summary>
    public static Service WithAddresses(Service service)
    {
        var spec = service.Spec;
        if (string.IsNullOrEmpty(spec.ClusterIP))
            return service;
        if (spec.ClusterIPs.Count > 0 && spec.ClusterIPs[0] == spec.ClusterIP)
            return service;
        return service with { Spec = spec with { ClusterIPs = [spec.ClusterIP] } };
    }
}
