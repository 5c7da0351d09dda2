using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client.Tests;

/// <summary>Builders of small objects.</summary>
internal static class Objects
{
    public static Pod Pod(string name, string uid = "u", string resourceVersion = "1", string? owner = null) => new()
    {
        Metadata = new()
        {
            Name = name,
            Namespace = "default",
            Uid = uid,
            ResourceVersion = resourceVersion,
            OwnerReferences = owner is null ? [] : [Manager(owner)],
        },
    };

    public static T At<T>(this T value, string resourceVersion)
        where T : KubeObject =>
        (T)(value with { Metadata = value.Metadata with { ResourceVersion = resourceVersion } });

    private static OwnerReference Manager(string name) =>
        new() { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = name, Uid = name, Controller = true };
}
