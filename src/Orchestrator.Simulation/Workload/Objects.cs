namespace Orchestrator.Simulation.Workload;

/// <summary>What users write, in a few words.</summary>
internal static class Objects
{
    public static Namespace Namespace(string name) => new() { Metadata = new() { Name = name } };

    public static ConfigMap ConfigMap(string ns, string name, string text, params OwnerReference[] owners) => new()
    {
        Metadata = new() { Namespace = ns, Name = name, OwnerReferences = [.. owners] },
        Data = ValueMap.Of(("text", text)),
    };

    public static Pod Pod(string ns, string name, string container, string restartPolicy) => new()
    {
        Metadata = new() { Namespace = ns, Name = name, Labels = ValueMap.Of(("app", name)) },
        Spec = Spec(container, "busybox") with { RestartPolicy = restartPolicy },
    };

    public static Deployment Deployment(string ns, string name, int replicas, string image) => new()
    {
        Metadata = new() { Namespace = ns, Name = name },
        Spec = new()
        {
            Replicas = replicas,
            Selector = new() { MatchLabels = ValueMap.Of(("app", name)) },
            Template = new()
            {
                ObjectMeta = new() { Labels = ValueMap.Of(("app", name)) },
                Spec = Spec("app", image),
            },
        },
    };

    public static Service Service(string ns, string name, string app, string type) => new()
    {
        Metadata = new() { Namespace = ns, Name = name },
        Spec = new()
        {
            Type = type,
            Selector = ValueMap.Of(("app", app)),
            Ports = [new ServicePort { Port = 80, TargetPort = 8080 }],
        },
    };

    public static OwnerReference OwnedBy(KubeObject owner, bool blocks) => new()
    {
        ApiVersion = owner.Gvk.ApiVersion,
        Kind = owner.Gvk.Kind,
        Name = owner.Metadata.Name!,
        Uid = owner.Metadata.Uid!,
        BlockOwnerDeletion = blocks,
    };

    private static PodSpec Spec(string container, string image) => new()
    {
        Containers =
        [
            new Container
            {
                Name = container,
                Image = image,
                Resources = new() { Requests = ValueMap.Of(("cpu", Quantity.Parse("100m"))) },
            },
        ],
    };
}
