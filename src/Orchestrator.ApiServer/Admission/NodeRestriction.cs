using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A node writes only its own Node, and the Pods bound to it.</summary>
public sealed class NodeRestriction : IValidatingAdmission
{
    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request.User.NodeName() is not { } node)
            return default;
        switch (request.Value ?? request.Old)
        {
            case Node:
                if (request.Key.Name != node)
                    throw Refuse(request, $"node \"{node}\" is not allowed to modify node \"{request.Key.Name}\"");
                break;
            case Pod pod when BoundTo(request.Old ?? pod) != node:
                throw Refuse(request, $"node \"{node}\" can only write pods with spec.nodeName set to itself");
            case Lease lease when lease.Metadata.Name != node || lease.Metadata.Namespace != "kube-node-lease":
                throw Refuse(request, $"node \"{node}\" can only write its own lease in kube-node-lease");
        }
        return default;
    }

    private static string? BoundTo(KubeObject value) => (value as Pod)?.Spec.NodeName;

    private static StatusException Refuse(AdmissionRequest request, string cause) =>
        Statuses.Forbidden(request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name, cause);
}
