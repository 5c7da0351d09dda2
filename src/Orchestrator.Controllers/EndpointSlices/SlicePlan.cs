using Orchestrator.Api.Discovery.V1;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>What is to be written so that an object's slices show what they should; applied in this order, so that
/// nothing is missing between.</summary>
public abstract record SlicePlan(
    ValueList<EndpointSlice> Create, ValueList<EndpointSlice> Update, ValueList<EndpointSlice> Delete)
{
    public bool IsEmpty => Create.IsEmpty && Update.IsEmpty && Delete.IsEmpty;
}
