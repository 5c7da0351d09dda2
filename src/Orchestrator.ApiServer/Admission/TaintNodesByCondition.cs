using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A new Node is tainted not-ready until the node lifecycle controller has seen it Ready.</summary>
public sealed class TaintNodesByCondition : IMutatingAdmission
{
    private const string NotReadyKey = "node.kubernetes.io/not-ready";

    public ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        if (request.Operation != RequestVerb.Create || request.Subresource.Length > 0 || value is not Node node)
            return new(value);
        foreach (var taint in node.Spec.Taints)
        {
            if (taint.Key == NotReadyKey && taint.Effect == "NoSchedule")
                return new(value);
        }
        var notReady = new Taint { Key = NotReadyKey, Effect = "NoSchedule" };
        return new(node with { Spec = node.Spec with { Taints = node.Spec.Taints.Add(notReady) } });
    }
}
