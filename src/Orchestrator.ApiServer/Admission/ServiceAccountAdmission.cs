using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A Pod that names no service account runs as its namespace's <c>default</c>.</summary>
/// <remarks>Mirror Pods (of a kubelet's own manifests) have none.</remarks>
public sealed class ServiceAccountAdmission : IMutatingAdmission
{
    private const string DefaultName = "default";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    public ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        if (request.Operation != RequestVerb.Create || request.Subresource.Length > 0 || value is not Pod pod)
            return new(value);
        if (pod.Metadata.Annotations.ContainsKey(MirrorAnnotation))
            return new(value);
        var name = pod.Spec.ServiceAccountName;
        if (string.IsNullOrEmpty(name))
            name = pod.Spec.DeprecatedServiceAccount is { Length: > 0 } legacy ? legacy : DefaultName;
        if (name == pod.Spec.ServiceAccountName && name == pod.Spec.DeprecatedServiceAccount)
            return new(value);
        return new(pod with
        {
            Spec = pod.Spec with { ServiceAccountName = name, DeprecatedServiceAccount = name },
        });
    }
}
