using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Hosting.Tests;

internal static class Objects
{
    public static ConfigMap ConfigMap(string name) => new() { Metadata = new() { Name = name, Namespace = "default" } };

    public static Deployment Deployment(string name, int replicas) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new()
        {
            Replicas = replicas,
            Selector = new() { MatchLabels = ValueMap.Of(("app", name)) },
            Template = new()
            {
                ObjectMeta = new() { Labels = ValueMap.Of(("app", name)) },
                Spec = new() { Containers = [new() { Name = "main", Image = "none" }] },
            },
        },
    };

    public static Service Service(string name, string clusterIP = "") => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new() { ClusterIP = clusterIP, Ports = [new() { Port = 80 }] },
    };

    /// <summary>A Pod that sleeps for as long as no other test's does.</summary>
    public static Pod Sleeper(string name, string seconds) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new()
        {
            TerminationGracePeriodSeconds = 1,
            Containers = [new() { Name = "main", Image = "sleeper", Command = ["sleep", seconds] }],
        },
    };
}
