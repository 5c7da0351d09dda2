using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using EndpointPort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>What is to be written so that a Service's slices hold its endpoints.</summary>
/// <remarks>
/// Few writes rather than full slices: an endpoint stays where it is; new ones go into slices that change anyway, then
/// into the fullest that has room for
/// all of them, then into slices that would go, and only then into new ones. A family without endpoints keeps one empty
/// slice.
/// </remarks>
public sealed record EndpointSlicePlan(
    ValueList<EndpointSlice> Create, ValueList<EndpointSlice> Update, ValueList<EndpointSlice> Delete,
    IReadOnlySet<string> ChangedPods)
    : SlicePlan(Create, Update, Delete)
{
    /// <param name="groups">The endpoints wanted, by family in the Service's order.</param>
    /// <param name="existing">The Service's slices, none of them terminating.</param>
    public static EndpointSlicePlan For(
        Service service, IReadOnlyList<(string Family, List<SliceEndpoints> Groups)> groups,
        IReadOnlyList<EndpointSlice> existing)
    {
        var packing = new SlicePacking(service);
        foreach (var (family, wanted) in groups)
            packing.Pack(family, wanted, existing.Where(slice => slice.AddressType == family).ToList());
        foreach (var slice in existing)
        {
            if (groups.All(group => group.Family != slice.AddressType))
                packing.Drop(slice);
        }
        return packing.ToPlan();
    }
}
