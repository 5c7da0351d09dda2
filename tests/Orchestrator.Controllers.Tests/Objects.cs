using Orchestrator.Api;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Tests;

/// <summary>Builders of small objects.</summary>
internal static class Objects
{
    public static ConfigMap ConfigMap(string name, params OwnerReference[] owners) => new()
    {
        Metadata = new() { Namespace = "default", Name = name, OwnerReferences = [.. owners] },
    };

    public static OwnerReference OwnedBy(KubeObject owner, bool blocks = false) => new()
    {
        ApiVersion = owner.Gvk.ApiVersion,
        Kind = owner.Gvk.Kind,
        Name = owner.Metadata.Name!,
        Uid = owner.Metadata.Uid!,
        BlockOwnerDeletion = blocks,
    };

    public static Namespace Namespace(string name) => new()
    {
        Metadata = new() { Name = name },
        Spec = new() { Finalizers = ["kubernetes"] },
        Status = new() { Phase = "Active" },
    };

    public static Node Node(string name, DateTimeOffset now, string ready = "True", string zone = "") => new()
    {
        Metadata = new()
        {
            Name = name,
            Labels = ValueMap.Of(("kubernetes.io/os", "linux"), ("topology.kubernetes.io/zone", zone)),
        },
        Status = new()
        {
            Conditions =
            [
                new NodeCondition { Type = "Ready", Status = ready, LastHeartbeatTime = now, LastTransitionTime = now },
            ],
        },
    };

    public static Pod Pod(
        string name, string? node = null, string phase = "Running", params Toleration[] tolerations) => new()
        {
            Metadata = new() { Namespace = "default", Name = name },
            Spec = new() { NodeName = node, Tolerations = [.. tolerations] },
            Status = new()
            {
                Phase = phase,
                Conditions = [new PodCondition { Type = "Ready", Status = "True" }],
            },
        };

    public static Toleration Stands(string key, long? seconds = null) =>
        new() { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds };
}
