using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Deployments;

/// <summary>The ReplicaSet of a Deployment's current template, with no Pods yet.</summary>
internal static class NewReplicaSet
{
    private const int NameLengthMax = 253;

    public static ReplicaSet Of(Rollout rollout)
    {
        var deployment = rollout.Deployment;
        var hash = PodTemplateHash.Of(deployment.Spec.Template, deployment.Status.CollisionCount);
        var template = deployment.Spec.Template;
        var labels = template.ObjectMeta.Labels.With(PodTemplateHash.Label, hash);
        var selector = deployment.Spec.Selector ?? LabelSelector.Empty;
        return new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Namespace = deployment.Metadata.Namespace,
                Name = NameOf(deployment.Metadata.Name ?? "", hash),
                Labels = labels,
                OwnerReferences = [deployment.NewControllerRef()],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = 0,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = selector with { MatchLabels = selector.MatchLabels.With(PodTemplateHash.Label, hash) },
                Template = template with { ObjectMeta = template.ObjectMeta with { Labels = labels } },
            },
        };
    }

    private static string NameOf(string deployment, string hash)
    {
        var room = NameLengthMax - 1 - hash.Length;
        return $"{(deployment.Length > room ? deployment[..room] : deployment)}-{hash}";
    }
}
