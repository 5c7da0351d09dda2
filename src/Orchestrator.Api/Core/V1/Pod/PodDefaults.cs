using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What Kubernetes fills in where a Pod says nothing; a template gets <see cref="Spec"/> only.</summary>
public static class PodDefaults
{
    public static Pod Pod(Pod pod)
    {
        var spec = Spec(pod.Spec);
        var hostNetwork = spec.HostNetwork;
        spec = spec with
        {
            Containers = spec.Containers.Map(c => OfPod(c, hostNetwork)),
            InitContainers = spec.InitContainers.Map(c => OfPod(c, hostNetwork)),
            EnableServiceLinks = spec.EnableServiceLinks ?? true,
        };
        return pod with { Spec = spec };
    }

    public static PodTemplateSpec Template(PodTemplateSpec template) => template with { Spec = Spec(template.Spec) };

    public static PodSpec Spec(PodSpec spec)
    {
        var account = Or(spec.ServiceAccountName, spec.DeprecatedServiceAccount ?? "");
        return spec with
        {
            Volumes = spec.Volumes.Map(VolumeDefaults.Volume),
            InitContainers = spec.InitContainers.Map(ContainerDefaults.Container),
            Containers = spec.Containers.Map(ContainerDefaults.Container),
            EphemeralContainers = spec.EphemeralContainers.Map(ContainerDefaults.Ephemeral),
            RestartPolicy = Or(spec.RestartPolicy, "Always"),
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? 30,
            DnsPolicy = Or(spec.DnsPolicy, "ClusterFirst"),
            // The old name of the field follows the new one, whichever was given.
            ServiceAccountName = account.Length == 0 ? null : account,
            DeprecatedServiceAccount = account.Length == 0 ? null : account,
            SecurityContext = spec.SecurityContext ?? PodSecurityContext.Empty,
            SchedulerName = Or(spec.SchedulerName, "default-scheduler"),
        };
    }

    internal static string Or(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;

    private static Container OfPod(Container container, bool hostNetwork)
    {
        if (hostNetwork && container.Ports.Any(port => port.HostPort == 0))
            container = container with { Ports = container.Ports.Map(OnHost) };
        var resources = container.Resources;
        var requests = resources.Requests;
        foreach (var (name, limit) in resources.Limits)
        {
            if (!requests.ContainsKey(name))
                requests = requests.With(name, limit);
        }
        return requests == resources.Requests
            ? container
            : container with { Resources = resources with { Requests = requests } };
    }

    private static ContainerPort OnHost(ContainerPort port) =>
        port.HostPort == 0 ? port with { HostPort = port.ContainerPortValue } : port;
}
