using Orchestrator.Api.Apps.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

/// <summary>Builders for plans: a Deployment and sets by size and available Pods.</summary>
internal static class Rollouts
{
    public static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    /// <param name="image">The set's template.</param>
    /// <param name="revision">Also its age: later ones are younger.</param>
    public static ReplicaSet SetOf(
        Deployment deployment, string image, int revision, int size, int available, int? desired = null,
        int? max = null)
    {
        var bounds = RolloutBounds.Of(deployment);
        var template = Workloads.Template(image);
        var set = new ReplicaSet
        {
            Metadata = new()
            {
                Namespace = "default",
                Name = $"{deployment.Metadata.Name}-{image}",
                Uid = $"uid-{image}",
                Generation = 1,
                CreationTimestamp = Now.AddHours(-100 + revision),
                OwnerReferences = [deployment.NewControllerRef()],
                Annotations = ValueMap.Of((DeploymentAnnotations.Revision, revision.ToString())),
            },
            Spec = new() { Replicas = size, Selector = deployment.Spec.Selector, Template = template },
            Status = new()
            {
                Replicas = size,
                ReadyReplicas = available,
                AvailableReplicas = available,
                ObservedGeneration = 1,
            },
        };
        var replicas = deployment.Spec.Replicas ?? 1;
        return DeploymentAnnotations.Sized(set, desired ?? replicas, max ?? replicas + bounds.Surge);
    }

    public static DeploymentPlan Plan(Deployment deployment, params ReplicaSet[] sets) =>
        DeploymentPlan.For(deployment, sets, set => set.Status.Replicas > 0, Now);

    /// <summary><c>v1=8 v2=5</c>: the sizes after the plan, oldest first.</summary>
    public static string Sizes(DeploymentPlan plan, params ReplicaSet[] sets)
    {
        var all = sets
            .Select(set => plan.Changes.FirstOrDefault(change => change.Before.Key == set.Key)?.After ?? set);
        if (plan.Create is { } created)
            all = all.Append(created);
        return string.Join(' ', all.Select(set => $"{set.Spec.Template.Spec.Containers[0].Image}={set.Spec.Replicas}"));
    }
}
