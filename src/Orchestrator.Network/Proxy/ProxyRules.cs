using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Network.Proxy;

/// <summary>What a Service and its EndpointSlices mean for this host: pure, one Service at a time.</summary>
/// <remarks>
/// As kube-proxy decides: ready endpoints; where none is ready, those that terminate but still serve; with a Local
/// traffic policy only endpoints on this host's nodes. Not proxied: headless and ExternalName Services, and those that
/// the label service.kubernetes.io/service-proxy-name gives to another proxy.
/// </remarks>
public static class ProxyRules
{
    /// <summary>The Service an EndpointSlice belongs to stands in this label.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    private const string ProxyNameLabel = "service.kubernetes.io/service-proxy-name";
    private const string HeadlessLabel = "service.kubernetes.io/headless";
    private const string Local = "Local";
    private static readonly TimeSpan AffinityDefault = TimeSpan.FromHours(3);

    /// <summary>The rules of one Service, in the order of its ports; none when it is not proxied.</summary>
    /// <param name="localNodes">Names of the nodes whose Pods run on this host.</param>
    public static IReadOnlyList<ProxyRule> Of(
        Service service, IEnumerable<EndpointSlice> slices, IReadOnlySet<string> localNodes)
    {
        if (!IsProxied(service))
            return [];
        var usable = slices.Where(slice => !slice.Metadata.Labels.ContainsKey(HeadlessLabel)).ToList();
        var affinity = AffinityOf(service.Spec);
        var rules = new List<ProxyRule>();
        foreach (var port in service.Spec.Ports)
        {
            var name = new ServicePortName(service.Key, port.Name ?? "");
            var protocol = string.IsNullOrEmpty(port.Protocol) ? "TCP" : port.Protocol;
            if (protocol is not ("TCP" or "UDP"))
                continue;
            foreach (var ip in ClusterIPs(service.Spec))
            {
                var endpoints = Endpoints(usable, port, FamilyOf(ip));
                var chosen = Choose(endpoints, service.Spec.InternalTrafficPolicy == Local, localNodes);
                rules.Add(new(name, new(ip, port.Port, protocol), chosen, affinity));
            }
            if (port.NodePort > 0)
            {
                var endpoints = Endpoints(usable, port, FamilyOf(service.Spec.ClusterIP ?? ""));
                var chosen = Choose(endpoints, service.Spec.ExternalTrafficPolicy == Local, localNodes);
                rules.Add(new(name, new(null, port.NodePort, protocol), chosen, affinity));
            }
        }
        return rules;
    }

    public static bool IsProxied(Service service) =>
        service.Spec.Type != "ExternalName"
        && service.Spec.ClusterIP is { Length: > 0 } and not "None"
        && !service.Metadata.Labels.ContainsKey(ProxyNameLabel);

    private static TimeSpan? AffinityOf(ServiceSpec spec)
    {
        if (spec.SessionAffinity != "ClientIP")
            return null;
        return spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : AffinityDefault;
    }

    private static IEnumerable<string> ClusterIPs(ServiceSpec spec) =>
        spec.ClusterIPs.IsEmpty ? [spec.ClusterIP!] : spec.ClusterIPs;

    private static string FamilyOf(string ip) => ip.Contains(':') ? "IPv6" : "IPv4";

    private static List<Candidate> Endpoints(List<EndpointSlice> slices, ServicePort port, string family)
    {
        // An endpoint may stand in two slices for a moment, while it moves: sorted and taken once.
        var found = new SortedDictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var slice in slices)
        {
            if (slice.AddressType != family || TargetPort(slice, port) is not { } target)
                continue;
            foreach (var endpoint in slice.Endpoints)
            {
                if (endpoint.Addresses.IsEmpty)
                    continue;
                var candidate = new Candidate(endpoint, endpoint.Addresses[0], target);
                var key = $"{candidate.Address}:{target}";
                if (!found.TryGetValue(key, out var other) || (candidate.IsReady && !other.IsReady))
                    found[key] = candidate;
            }
        }
        return [.. found.Values];
    }

    private static int? TargetPort(EndpointSlice slice, ServicePort port)
    {
        foreach (var candidate in slice.Ports)
        {
            if ((candidate.Name ?? "") == (port.Name ?? "")
                && (candidate.Protocol ?? "TCP") == (port.Protocol ?? "TCP"))
                return candidate.Port;
        }
        return null;
    }

    private static ValueList<ProxyEndpoint> Choose(
        List<Candidate> candidates, bool onlyLocal, IReadOnlySet<string> localNodes)
    {
        var eligible = onlyLocal
            ? candidates.Where(candidate => localNodes.Contains(candidate.Endpoint.NodeName ?? "")).ToList()
            : candidates;
        var chosen = eligible.Where(candidate => candidate.IsReady).ToList();
        if (chosen.Count == 0)
            chosen = eligible.Where(candidate => candidate.IsServing && candidate.IsTerminating).ToList();
        return chosen
            .Select(candidate => new ProxyEndpoint(candidate.Address, candidate.Port, candidate.IsTerminating))
            .ToValueList();
    }

    /// <summary>An endpoint with its conditions as they are meant when left out: ready, serving as ready is, not
    /// terminating.</summary>
    private readonly record struct Candidate(Endpoint Endpoint, string Address, int Port)
    {
        public bool IsReady => Endpoint.Conditions.Ready ?? true;

        public bool IsServing => Endpoint.Conditions.Serving ?? IsReady;

        public bool IsTerminating => Endpoint.Conditions.Terminating ?? false;
    }
}
