using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What Kubernetes fills in where a container says nothing.</summary>
internal static class ContainerDefaults
{
    public static Container Container(Container container) => container with
    {
        Ports = container.Ports.Map(Port),
        Env = container.Env.Map(Variable),
        LivenessProbe = Probe(container.LivenessProbe),
        ReadinessProbe = Probe(container.ReadinessProbe),
        StartupProbe = Probe(container.StartupProbe),
        Lifecycle = Lifecycle(container.Lifecycle),
        TerminationMessagePath = PodDefaults.Or(container.TerminationMessagePath, "/dev/termination-log"),
        TerminationMessagePolicy = PodDefaults.Or(container.TerminationMessagePolicy, "File"),
        ImagePullPolicy = PodDefaults.Or(container.ImagePullPolicy, PullPolicy(container.Image)),
    };

    public static EphemeralContainer Ephemeral(EphemeralContainer container) => container with
    {
        Ports = container.Ports.Map(Port),
        Env = container.Env.Map(Variable),
        LivenessProbe = Probe(container.LivenessProbe),
        ReadinessProbe = Probe(container.ReadinessProbe),
        StartupProbe = Probe(container.StartupProbe),
        Lifecycle = Lifecycle(container.Lifecycle),
        TerminationMessagePath = PodDefaults.Or(container.TerminationMessagePath, "/dev/termination-log"),
        TerminationMessagePolicy = PodDefaults.Or(container.TerminationMessagePolicy, "File"),
        ImagePullPolicy = PodDefaults.Or(container.ImagePullPolicy, PullPolicy(container.Image)),
    };

    /// <summary><c>Always</c> for an image tagged <c>latest</c> or not at all,
    /// <c>IfNotPresent</c> for any other.</summary>
    public static string PullPolicy(string? image)
    {
        if (string.IsNullOrEmpty(image))
            return "IfNotPresent";
        var name = image.AsSpan(image.LastIndexOf('/') + 1);
        var digest = name.IndexOf('@');
        if (digest >= 0)
            name = name[..digest];
        var colon = name.IndexOf(':');
        var isLatest = colon < 0 ? digest < 0 : name[(colon + 1)..] is "latest";
        return isLatest ? "Always" : "IfNotPresent";
    }

    internal static ObjectFieldSelector? FieldRef(ObjectFieldSelector? selector) =>
        selector is null || !string.IsNullOrEmpty(selector.ApiVersion) ? selector : selector with { ApiVersion = "v1" };

    private static ContainerPort Port(ContainerPort port) =>
        string.IsNullOrEmpty(port.Protocol) ? port with { Protocol = "TCP" } : port;

    private static EnvVar Variable(EnvVar variable) =>
        variable.ValueFrom is { FieldRef: { } field } source && FieldRef(field) is { } full
            && !ReferenceEquals(full, field)
            ? variable with { ValueFrom = source with { FieldRef = full } }
            : variable;

    private static Probe? Probe(Probe? probe) => probe is null
        ? null
        : probe with
        {
            HttpGet = HttpGet(probe.HttpGet),
            Grpc = probe.Grpc is { Service: null } grpc ? grpc with { Service = "" } : probe.Grpc,
            TimeoutSeconds = probe.TimeoutSeconds == 0 ? 1 : probe.TimeoutSeconds,
            PeriodSeconds = probe.PeriodSeconds == 0 ? 10 : probe.PeriodSeconds,
            SuccessThreshold = probe.SuccessThreshold == 0 ? 1 : probe.SuccessThreshold,
            FailureThreshold = probe.FailureThreshold == 0 ? 3 : probe.FailureThreshold,
        };

    private static Lifecycle? Lifecycle(Lifecycle? lifecycle) => lifecycle is null
        ? null
        : lifecycle with { PostStart = Handler(lifecycle.PostStart), PreStop = Handler(lifecycle.PreStop) };

    private static LifecycleHandler? Handler(LifecycleHandler? handler) =>
        handler is { HttpGet: not null } ? handler with { HttpGet = HttpGet(handler.HttpGet) } : handler;

    private static HTTPGetAction? HttpGet(HTTPGetAction? action) => action is null
        ? null
        : action with { Path = PodDefaults.Or(action.Path, "/"), Scheme = PodDefaults.Or(action.Scheme, "HTTP") };
}
