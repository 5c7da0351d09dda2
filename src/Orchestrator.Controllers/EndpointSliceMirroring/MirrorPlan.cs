using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.ServiceEndpoints;
using EndpointPort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.Controllers.EndpointSliceMirroring;

/// <summary>What is to be written so that slices show what somebody wrote into an Endpoints by hand.</summary>
/// <remarks>
/// Pure. Subsets with equal ports stand together, each address family apart:
/// <c>[10.0.0.1, fd00::1]: http=80</c> makes a slice of IPv4 and one of IPv6. A slice keeps its ports where it can, and
/// is filled with others before it is deleted; its family cannot change.
/// </remarks>
/// <param name="Invalid">Addresses that are none.</param>
/// <param name="Skipped">Addresses beyond the bound of their subset.</param>
public sealed record MirrorPlan(
    ValueList<EndpointSlice> Create, ValueList<EndpointSlice> Update, ValueList<EndpointSlice> Delete,
    int Invalid, int Skipped)
    : SlicePlan(Create, Update, Delete)
{
    /// <summary>Addresses of one subset that are mirrored, and endpoints of one slice.</summary>
    public const int AddressesMax = 1000;

    /// <param name="existing">The mirrored slices there are, none of them terminating.</param>
    public static MirrorPlan For(Endpoints endpoints, IReadOnlyList<EndpointSlice> existing)
    {
        List<MirrorGroup> groups = [];
        var (invalid, skipped) = (0, 0);
        foreach (var subset in endpoints.Subsets)
            Enter(groups, subset, ref invalid, ref skipped);
        var left = existing.OrderBy(slice => slice.Key.Name, StringComparer.Ordinal).ToList();
        List<(EndpointSlice? Slice, MirrorGroup Group, ValueList<Endpoint> Endpoints)> wanted = [];
        // Slices that have the right ports first, then whichever is left of the family.
        foreach (var group in groups)
        {
            foreach (var chunk in group.Endpoints.Chunk(AddressesMax))
                wanted.Add((Take(left, group, samePorts: true), group, chunk.ToValueList()));
        }
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Slice is null)
                wanted[i] = wanted[i] with { Slice = Take(left, wanted[i].Group, samePorts: false) };
        }
        return new(
            wanted.Where(w => w.Slice is null)
                .Select(w => Filled(New(endpoints, w.Group), endpoints, w.Group, w.Endpoints)).ToValueList(),
            wanted.Where(w => w.Slice is not null)
                .Select(w => (Old: w.Slice!, New: Filled(w.Slice!, endpoints, w.Group, w.Endpoints)))
                .Where(pair => pair.Old != pair.New)
                .Select(pair => pair.New).ToValueList(),
            left.ToValueList(), invalid, skipped);
    }

    /// <summary>Everything goes.</summary>
    public static MirrorPlan None(IEnumerable<EndpointSlice> existing) => new([], [], existing.ToValueList(), 0, 0);

    private static void Enter(List<MirrorGroup> groups, EndpointSubset subset, ref int invalid, ref int skipped)
    {
        var ports = subset.Ports.Select(port => new EndpointPort
        {
            Name = port.Name ?? "",
            Port = port.Port,
            Protocol = port.Protocol ?? "TCP",
            AppProtocol = port.AppProtocol,
        }).ToValueList();
        var room = AddressesMax;
        foreach (var (address, ready) in subset.Addresses.Select(address => (address, true))
            .Concat(subset.NotReadyAddresses.Select(address => (address, false))))
        {
            if (room == 0)
            {
                skipped++;
            }
            else if (EndpointPods.FamilyOf(address.IP) is not { } family)
            {
                invalid++;
            }
            else
            {
                room--;
                GroupOf(groups, family, ports).Add(address, ready);
            }
        }
    }

    private static MirrorGroup GroupOf(List<MirrorGroup> groups, string family, ValueList<EndpointPort> ports)
    {
        var group = groups.Find(known => known.Family == family && known.Ports == ports);
        if (group is null)
            groups.Add(group = new(family, ports));
        return group;
    }

    private static EndpointSlice? Take(List<EndpointSlice> left, MirrorGroup group, bool samePorts)
    {
        var at = left.FindIndex(
            slice => slice.AddressType == group.Family && (!samePorts || slice.Ports == group.Ports));
        if (at < 0)
            return null;
        var taken = left[at];
        left.RemoveAt(at);
        return taken;
    }

    private static EndpointSlice New(Endpoints endpoints, MirrorGroup group) => new()
    {
        Metadata = new()
        {
            Namespace = endpoints.Metadata.Namespace,
            GenerateName = $"{endpoints.Metadata.Name}-",
            OwnerReferences = [endpoints.NewControllerRef()],
        },
        AddressType = group.Family,
    };

    private static EndpointSlice Filled(
        EndpointSlice slice, Endpoints endpoints, MirrorGroup group, ValueList<Endpoint> wanted) => slice with
        {
            Metadata = slice.Metadata with
            {
                Labels = endpoints.Metadata.Labels
                    .With(SliceLabels.ServiceName, endpoints.Key.Name)
                    .With(SliceLabels.ManagedBy, Mirroring.Manager),
                Annotations = endpoints.Metadata.Annotations
                    .Without(TriggerTime.Annotation)
                    .Without(Mirroring.LastApplied),
            },
            Ports = group.Ports,
            Endpoints = wanted,
        };
}
