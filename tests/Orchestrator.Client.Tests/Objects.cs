using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client.Tests;

/// <summary>Builders of small objects.</summary>
internal static class Objects
{
    public static ConfigMap ConfigMap(string name, string uid = "u", string resourceVersion = "1", string ns = "default") =>
        new() { Metadata = Meta(name, uid, resourceVersion, ns) };

    public static Pod Pod(string name, string uid = "u", string resourceVersion = "1", string? owner = null) => new()
    {
        Metadata = Meta(name, uid, resourceVersion, "default") with
        {
            OwnerReferences = owner is null
                ? []
                : [new OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = owner, Uid = owner, Controller = true }],
        },
    };

    public static T At<T>(this T value, string resourceVersion)
        where T : KubeObject =>
        (T)(value with { Metadata = value.Metadata with { ResourceVersion = resourceVersion } });

    private static ObjectMeta Meta(string name, string uid, string resourceVersion, string ns) =>
        new() { Name = name, Namespace = ns, Uid = uid, ResourceVersion = resourceVersion };
}
