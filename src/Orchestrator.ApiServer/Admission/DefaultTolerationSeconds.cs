using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A Pod stays on a node that is not ready or unreachable for five minutes, unless it says
/// otherwise.</summary>
public sealed class DefaultTolerationSeconds : IMutatingAdmission
{
    private const long Seconds = 300;

    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        if (request.Operation != RequestVerb.Create || request.Subresource.Length > 0 || value is not Pod pod)
            return new(value);
        var tolerations = pod.Spec.Tolerations;
        foreach (var key in Keys)
        {
            if (!Tolerates(pod.Spec.Tolerations, key))
                tolerations = tolerations.Add(Default(key));
        }
        if (tolerations.Count == pod.Spec.Tolerations.Count)
            return new(value);
        return new(pod with { Spec = pod.Spec with { Tolerations = tolerations } });
    }

    private static Toleration Default(string key) =>
        new() { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = Seconds };

    private static bool Tolerates(ValueList<Toleration> tolerations, string key)
    {
        foreach (var toleration in tolerations)
        {
            var sameKey = string.IsNullOrEmpty(toleration.Key) || toleration.Key == key;
            if (sameKey && (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == "NoExecute"))
                return true;
        }
        return false;
    }
}
