using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using EndpointPort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.Controllers.EndpointSliceMirroring;

/// <summary>Addresses of one family with the same ports, as endpoints of slices; each once.</summary>
internal sealed class MirrorGroup(string family, ValueList<EndpointPort> ports)
{
    private readonly HashSet<(string IP, string? Hostname, string? Target)> _known = [];

    public string Family { get; } = family;

    public ValueList<EndpointPort> Ports { get; } = ports;

    public List<Endpoint> Endpoints { get; } = [];

    public void Add(EndpointAddress address, bool ready)
    {
        if (!_known.Add((address.IP, address.Hostname, $"{address.TargetRef?.Namespace}/{address.TargetRef?.Name}")))
            return;
        Endpoints.Add(new()
        {
            Addresses = [address.IP],
            Conditions = new() { Ready = ready },
            Hostname = address.Hostname is { Length: > 0 } hostname ? hostname : null,
            NodeName = address.NodeName,
            TargetRef = address.TargetRef,
        });
    }
}
