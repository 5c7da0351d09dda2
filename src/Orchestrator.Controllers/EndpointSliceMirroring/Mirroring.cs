using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.EndpointSliceMirroring;

/// <summary>Which Endpoints are mirrored: those of a Service without a selector, unless they say that they are not to
/// be.</summary>
public static class Mirroring
{
    /// <summary>The value of <c>endpointslice.kubernetes.io/managed-by</c> on mirrored slices.</summary>
    public const string Manager = "endpointslicemirroring-controller.k8s.io";

    /// <summary>Where it is <c>true</c> on an Endpoints, somebody writes the slices too.</summary>
    public const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";

    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>An Endpoints that only serves as a lock.</summary>
    public const string LeaderElection = "control-plane.alpha.kubernetes.io/leader";

    public static bool IsMirrored(Endpoints endpoints, Service? service) =>
        service is { Spec.Selector.IsEmpty: true }
        && endpoints.Metadata.Labels[SkipMirror] != "true"
        && endpoints.Metadata.Annotations[LeaderElection] is null;
}
