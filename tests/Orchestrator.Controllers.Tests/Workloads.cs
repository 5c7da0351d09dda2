using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Tests;

/// <summary>Builders of workloads, and a kubelet of few lines.</summary>
internal static class Workloads
{
    public static readonly ValueMap<string> Labels = ValueMap.Of(("app", "web"));

    /// <summary>As the server stores it.</summary>
    public static PodTemplateSpec Template(string image = "v1")
    {
        var template = new PodTemplateSpec
        {
            ObjectMeta = new() { Labels = Labels },
            Spec = new() { Containers = [new Container { Name = "c", Image = image }] },
        };
        return Default(new ReplicaSet { Spec = new() { Template = template } }).Spec.Template;
    }

    public static ReplicaSet Set(string name, int replicas, int minReadySeconds = 0) => new()
    {
        Metadata = new() { Namespace = "default", Name = name, Uid = "uid-" + name, Generation = 1 },
        Spec = new()
        {
            Replicas = replicas,
            MinReadySeconds = minReadySeconds,
            Selector = new() { MatchLabels = Labels },
            Template = Template(),
        },
    };

    public static Deployment Deployment(
        string name, int replicas, IntOrString? surge = null, IntOrString? unavailable = null, string image = "v1")
    {
        var rolling = new RollingUpdateDeployment { MaxSurge = surge, MaxUnavailable = unavailable };
        return Default(new Deployment
        {
            Metadata = new() { Namespace = "default", Name = name, Uid = "uid-" + name, Generation = 1 },
            Spec = new()
            {
                Replicas = replicas,
                Selector = new() { MatchLabels = Labels },
                Template = Template(image),
                Strategy = new() { RollingUpdate = rolling },
            },
        });
    }

    public static Pod Pod(string name, KubeObject? owner = null) => new()
    {
        Metadata = new()
        {
            Namespace = "default",
            Name = name,
            Uid = "uid-" + name,
            Labels = Labels,
            OwnerReferences = owner is null ? [] : [owner.NewControllerRef()],
        },
        Spec = new() { NodeName = "n", Containers = [new Container { Name = "c", Image = "v1" }] },
        Status = new() { Phase = "Running" },
    };

    public static Pod Ready(this Pod pod, DateTimeOffset since, string ip = "127.64.0.1") => pod with
    {
        Status = pod.Status with
        {
            Phase = "Running",
            PodIP = ip,
            PodIPs = [new PodIP { IP = ip }],
            Conditions = [new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = since }],
        },
    };

    /// <summary>What a node does, at once: terminating Pods go, others become ready.</summary>
    /// <param name="starts">Which Pods can become ready.</param>
    public static void ActAsNode(this ControllerWorld world, Func<Pod, bool>? starts = null)
    {
        var number = 0;
        foreach (var pod in world.Api.All<Pod>())
        {
            number++;
            if (pod.IsTerminating)
                world.Api.Remove<Pod>(pod.Key.Namespace, pod.Key.Name);
            else if (pod.Status.PodIP is null && (starts is null || starts(pod)))
            {
                var bound = pod with { Spec = pod.Spec with { NodeName = "n" } };
                world.Api.Put(bound.Ready(world.Now, $"127.64.1.{number}"));
            }
        }
    }

    /// <summary>Lets controllers and the node take turns.</summary>
    public static void RunWithNode(this ControllerWorld world, int turns = 30, Func<Pod, bool>? starts = null)
    {
        for (var i = 0; i < turns; i++)
        {
            world.Run(0.1);
            world.ActAsNode(starts);
        }
        world.Run(1);
    }

    /// <summary>A user's change of an object, made again where somebody else was quicker.</summary>
    public static void Change<T>(this ControllerWorld world, string name, Func<T, T> change)
        where T : KubeObject => world.Do(async api =>
        {
            while (true)
            {
                try
                {
                    var current = await api.GetAsync<T>(new ObjectKey("default", name));
                    await api.UpdateAsync(change(current));
                    return;
                }
                catch (StatusException error) when (error.IsConflict)
                {
                    // The next read shows what the other has written.
                }
            }
        });

    private static T Default<T>(T value)
        where T : KubeObject => (T)ApiKinds.Of<T>().Default(value);
}
