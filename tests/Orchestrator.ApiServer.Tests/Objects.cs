using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Tests;

/// <summary>Small valid objects.</summary>
internal static class Objects
{
    public static Pod Pod(string name, string ns = "default", string? node = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "main", Image = "app:1" }] },
    };

    public static ConfigMap ConfigMap(string name, string value = "v", string ns = "default") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Data = ValueMap.Of(("key", value)),
    };

    public static Service Service(string name, string? type = null, int port = 80) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ServiceSpec
        {
            Type = type,
            Selector = ValueMap.Of(("app", name)),
            Ports = [new ServicePort { Port = port }],
        },
    };

    public static Deployment Deployment(string name, int replicas = 1) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = ValueMap.Of(("app", name)) },
            Template = new PodTemplateSpec
            {
                ObjectMeta = new ObjectMeta { Labels = ValueMap.Of(("app", name)) },
                Spec = new PodSpec { Containers = [new Container { Name = "main", Image = "app:1" }] },
            },
        },
    };

    public static Namespace Namespace(string name) => new() { Metadata = new ObjectMeta { Name = name } };

    public static Node Node(string name) => new() { Metadata = new ObjectMeta { Name = name } };
}
