using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a Pod's containers, of all three kinds.</summary>
internal static class ContainerValidation
{
    private const string NotForInit = "may not be set for init containers without restartPolicy=Always";
    private const string NotForEphemeral = "cannot be set for an Ephemeral Container";

    public static void Validate(PodSpecContext pod, FieldPath path)
    {
        var containers = path.Child("containers");
        if (pod.Spec.Containers.IsEmpty)
            pod.Errors.Required(containers);
        else
            ValidateContainers(pod, containers);
        ValidateInitContainers(pod, path.Child("initContainers"));
        ValidateEphemeralContainers(pod, path.Child("ephemeralContainers"));
    }

    private static void ValidateContainers(PodSpecContext pod, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pod.Spec.Containers.Count; i++)
        {
            var container = pod.Spec.Containers[i];
            var item = path.Index(i);
            ValidateCommon(pod, container, item);
            if (!names.Add(container.Name))
                pod.Errors.Duplicate(item.Child("name"), container.Name);
            ValidateServing(pod, container, item);
            if (container.RestartPolicy is not null)
                pod.Errors.Forbidden(item.Child("restartPolicy"), "may not be set for non-init containers");
        }
        var ports = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pod.Spec.Containers.Count; i++)
            ValidateHostPorts(pod.Spec.Containers[i], ports, path.Index(i), pod.Errors);
    }

    private static void ValidateInitContainers(PodSpecContext pod, FieldPath path)
    {
        var names = pod.Spec.Containers.Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < pod.Spec.InitContainers.Count; i++)
        {
            var container = pod.Spec.InitContainers[i];
            var item = path.Index(i);
            ValidateCommon(pod, container, item);
            if (container.RestartPolicy is not (null or "Always"))
                pod.Errors.NotSupported(item.Child("restartPolicy"), container.RestartPolicy, "Always");
            if (container.Name.Length > 0 && !names.Add(container.Name))
                pod.Errors.Duplicate(item.Child("name"), container.Name);
            // Init containers run one after another: only their own ports can collide.
            ValidateHostPorts(container, new(StringComparer.Ordinal), item, pod.Errors);
            if (PodSummary.IsSidecar(container))
                ValidateServing(pod, container, item);
            else
                ForbidServing(container, item, pod.Errors);
        }
    }

    private static void ValidateEphemeralContainers(PodSpecContext pod, FieldPath path)
    {
        if (pod.Spec.EphemeralContainers.IsEmpty)
            return;
        var others = pod.Spec.Containers.Concat(pod.Spec.InitContainers)
            .Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        var names = others.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < pod.Spec.EphemeralContainers.Count; i++)
        {
            var ephemeral = pod.Spec.EphemeralContainers[i];
            var item = path.Index(i);
            ValidateCommon(pod, AsContainer(ephemeral), item);
            if (!names.Add(ephemeral.Name))
                pod.Errors.Duplicate(item.Child("name"), ephemeral.Name);
            if (ephemeral.TargetContainerName is { Length: > 0 } target && !others.Contains(target))
                pod.Errors.NotFound(item.Child("targetContainerName"), target);
            ForbidForEphemeral(ephemeral, item, pod.Errors);
        }
    }

    private static void ValidateCommon(PodSpecContext pod, Container container, FieldPath path)
    {
        var errors = pod.Errors;
        if (container.Name.Length == 0)
            errors.Required(path.Child("name"));
        else
            errors.Invalid(path.Child("name"), container.Name, Names.Dns1123Label(container.Name));
        if (string.IsNullOrEmpty(container.Image))
            errors.Required(path.Child("image"));
        else if (pod.IsPod && container.Image.Trim().Length != container.Image.Length)
            errors.Invalid(path.Child("image"), container.Image, "must not have leading or trailing whitespace");
        errors.OneOf(
            path.Child("terminationMessagePolicy"), container.TerminationMessagePolicy,
            "File", "FallbackToLogsOnError");
        ValidatePorts(container.Ports, path.Child("ports"), errors);
        EnvValidation.Validate(container.Env, path.Child("env"), errors);
        EnvValidation.ValidateFrom(container.EnvFrom, path.Child("envFrom"), errors);
        VolumeMountValidation.Validate(container, pod.Volumes, path, errors);
        errors.OneOf(
            path.Child("imagePullPolicy"), container.ImagePullPolicy, "Always", "IfNotPresent", "Never");
        ResourceValidation.Validate(container.Resources, pod.Spec.ResourceClaims, path.Child("resources"), errors);
        ValidateResizePolicy(container.ResizePolicy, pod.Spec.RestartPolicy, path.Child("resizePolicy"), errors);
        SecurityContextValidation.Validate(
            container.SecurityContext, pod.Spec.HostUsers ?? true, path.Child("securityContext"), errors);
    }

    private static void ValidateServing(PodSpecContext pod, Container container, FieldPath path)
    {
        ProbeValidation.ValidateLifecycle(
            container.Lifecycle, pod.Spec.TerminationGracePeriodSeconds, path.Child("lifecycle"), pod.Errors);
        ProbeValidation.Validate(container, path, pod.Errors);
    }

    private static void ForbidServing(Container container, FieldPath path, FieldErrors errors)
    {
        if (container.Lifecycle is not null)
            errors.Forbidden(path.Child("lifecycle"), NotForInit);
        if (container.LivenessProbe is not null)
            errors.Forbidden(path.Child("livenessProbe"), NotForInit);
        if (container.ReadinessProbe is not null)
            errors.Forbidden(path.Child("readinessProbe"), NotForInit);
        if (container.StartupProbe is not null)
            errors.Forbidden(path.Child("startupProbe"), NotForInit);
    }

    private static void ForbidForEphemeral(EphemeralContainer container, FieldPath path, FieldErrors errors)
    {
        Forbid(!container.Ports.IsEmpty, "ports");
        Forbid(container.Resources != ResourceRequirements.Empty, "resources");
        Forbid(!container.ResizePolicy.IsEmpty, "resizePolicy");
        Forbid(container.RestartPolicy is not null, "restartPolicy");
        Forbid(container.LivenessProbe is not null, "livenessProbe");
        Forbid(container.ReadinessProbe is not null, "readinessProbe");
        Forbid(container.StartupProbe is not null, "startupProbe");
        Forbid(container.Lifecycle is not null, "lifecycle");
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = path.Child("volumeMounts").Index(i);
            if (!string.IsNullOrEmpty(container.VolumeMounts[i].SubPath))
                errors.Forbidden(mount.Child("subPath"), NotForEphemeral);
            if (!string.IsNullOrEmpty(container.VolumeMounts[i].SubPathExpr))
                errors.Forbidden(mount.Child("subPathExpr"), NotForEphemeral);
        }

        void Forbid(bool isSet, string field)
        {
            if (isSet)
                errors.Forbidden(path.Child(field), NotForEphemeral);
        }
    }

    private static void ValidatePorts(ValueList<ContainerPort> ports, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var item = path.Index(i);
            if (!string.IsNullOrEmpty(port.Name))
            {
                var wrong = Names.PortName(port.Name);
                errors.Invalid(item.Child("name"), port.Name, wrong);
                if (wrong.IsEmpty && !names.Add(port.Name))
                    errors.Duplicate(item.Child("name"), port.Name);
            }
            if (port.ContainerPortValue == 0)
                errors.Required(item.Child("containerPort"));
            else
            {
                errors.Invalid(
                    item.Child("containerPort"), port.ContainerPortValue, Names.PortNumber(port.ContainerPortValue));
            }
            if (port.HostPort != 0)
                errors.Invalid(item.Child("hostPort"), port.HostPort, Names.PortNumber(port.HostPort));
            errors.OneOf(item.Child("protocol"), port.Protocol, "SCTP", "TCP", "UDP");
        }
    }

    private static void ValidateHostPorts(
        Container container, HashSet<string> taken, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < container.Ports.Count; i++)
        {
            var port = container.Ports[i];
            var key = $"{port.Protocol}/{port.HostIP}/{port.HostPort}";
            if (port.HostPort != 0 && !taken.Add(key))
                errors.Duplicate(path.Child("ports").Index(i).Child("hostPort"), key);
        }
    }

    private static void ValidateResizePolicy(
        ValueList<ContainerResizePolicy> policies, string? restartPolicy, FieldPath path, FieldErrors errors)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policies.Count; i++)
        {
            var policy = policies[i];
            if (!resources.Add(policy.ResourceName))
                errors.Duplicate(path.Index(i), policy.ResourceName);
            errors.OneOf(path, policy.ResourceName, "cpu", "memory");
            errors.OneOf(path, policy.RestartPolicy, "NotRequired", "RestartContainer");
            if (restartPolicy == "Never" && policy.RestartPolicy != "NotRequired")
            {
                errors.Invalid(
                    path, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    private static Container AsContainer(EphemeralContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        Ports = container.Ports,
        EnvFrom = container.EnvFrom,
        Env = container.Env,
        Resources = container.Resources,
        ResizePolicy = container.ResizePolicy,
        VolumeMounts = container.VolumeMounts,
        VolumeDevices = container.VolumeDevices,
        TerminationMessagePolicy = container.TerminationMessagePolicy,
        ImagePullPolicy = container.ImagePullPolicy,
        SecurityContext = container.SecurityContext,
    };
}
