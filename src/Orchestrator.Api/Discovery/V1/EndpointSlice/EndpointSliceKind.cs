using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Discovery.V1;

/// <summary>What the API knows of EndpointSlices.</summary>
public sealed class EndpointSliceKind : KindDefinition<EndpointSlice>
{
    public override GroupVersionKind Gvk => EndpointSlice.GroupVersionKind;

    public override string Plural => "endpointslices";
}
