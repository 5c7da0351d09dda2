using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.ServiceEndpoints;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>The labels of a Service's slices: its own, and those by which they are found.</summary>
public static class SliceLabels
{
    public const string ServiceName = "kubernetes.io/service-name";
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string Headless = "service.kubernetes.io/headless";

    /// <summary>The value of <see cref="ManagedBy"/> on slices that are ours.</summary>
    public const string Manager = "endpointslice-controller.k8s.io";

    public static ValueMap<string> Of(Service service)
    {
        var labels = service.Metadata.Labels
            .Without(Headless)
            .With(ServiceName, service.Metadata.Name ?? "")
            .With(ManagedBy, Manager);
        return EndpointPods.IsHeadless(service) ? labels.With(Headless, "") : labels;
    }
}
