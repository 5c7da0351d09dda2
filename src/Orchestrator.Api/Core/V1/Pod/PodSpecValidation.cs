using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a PodSpec, in a Pod or in a template.</summary>
public static class PodSpecValidation
{
    private const int NameserversMax = 3;
    private const int SearchesMax = 32;
    private const int SearchCharactersMax = 2048;
    private const string OnlyWithoutHostUsers = "when `pod.Spec.HostUsers` is false";

    /// <summary>Checks the template from which another kind makes Pods.</summary>
    public static void ValidateTemplate(PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        ObjectMetaValidation.ValidateTemplate(template.ObjectMeta, path, errors);
        PodValidation.ValidateAnnotations(
            template.ObjectMeta.Annotations, template.Spec, path.Child("annotations"), errors);
        Validate(template.Spec, false, "", path.Child("spec"), errors);
        ConfinementValidation.ValidateMatch(
            template.ObjectMeta.Annotations, template.Spec, path.Child("spec"), errors);
        if (!template.Spec.EphemeralContainers.IsEmpty)
        {
            errors.Forbidden(
                path.Child("spec").Child("ephemeralContainers"), "ephemeral containers not allowed in pod template");
        }
    }

    /// <param name="isPod">False for a template.</param>
    /// <param name="podName">Empty for a template.</param>
    public static void Validate(PodSpec spec, bool isPod, string podName, FieldPath path, FieldErrors errors)
    {
        var pod = new PodSpecContext(spec, isPod, podName, errors);
        if (spec.TerminationGracePeriodSeconds is null)
            errors.Required(path.Child("terminationGracePeriodSeconds"));
        VolumeValidation.Validate(pod, path.Child("volumes"));
        ValidateResourceClaims(spec.ResourceClaims, path.Child("resourceClaims"), errors);
        ContainerValidation.Validate(pod, path);
        ValidateHostPorts(pod, path.Child("containers"));
        errors.OneOf(path.Child("restartPolicy"), spec.RestartPolicy, "Always", "OnFailure", "Never");
        errors.OneOf(
            path.Child("dnsPolicy"), spec.DnsPolicy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        ObjectMetaValidation.ValidateLabels(spec.NodeSelector, path.Child("nodeSelector"), errors);
        SecurityContextValidation.ValidatePod(spec, path.Child("securityContext"), errors);
        AffinityValidation.Validate(spec.Affinity, path.Child("affinity"), errors);
        ValidateDns(spec, path.Child("dnsConfig"), errors);
        SchedulingValidation.ValidateGates(spec, path, errors);
        SchedulingValidation.ValidateSpread(
            spec.TopologySpreadConstraints, path.Child("topologySpreadConstraints"), errors);
        ValidateHostUsers(spec, path, errors);
        ValidateNames(spec, path, errors);
        if (spec.ActiveDeadlineSeconds is { } deadline)
        {
            errors.Invalid(
                path.Child("activeDeadlineSeconds"), deadline, Names.InRange(deadline, 1, int.MaxValue));
        }
        SchedulingValidation.ValidateTolerations(spec.Tolerations, path.Child("tolerations"), errors);
        ValidateHostAliases(spec.HostAliases, path.Child("hostAliases"), errors);
        if (spec.PreemptionPolicy is not null)
            errors.OneOf(path.Child("preemptionPolicy"), spec.PreemptionPolicy, "PreemptLowerPriority", "Never");
        if (!spec.Overhead.IsEmpty)
        {
            ResourceValidation.Validate(
                new ResourceRequirements { Limits = spec.Overhead }, [], path.Child("overhead"), errors);
        }
        WindowsValidation.ValidatePod(spec, path, errors);
    }

    private static void ValidateNames(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        Check("serviceAccountName", spec.ServiceAccountName, Names.Dns1123Subdomain);
        Check("nodeName", spec.NodeName, Names.Dns1123Subdomain);
        Check("hostname", spec.Hostname, Names.Dns1123Label);
        Check("subdomain", spec.Subdomain, Names.Dns1123Label);
        Check("priorityClassName", spec.PriorityClassName, Names.Dns1123Subdomain);
        if (spec.RuntimeClassName is { } runtime)
            errors.Invalid(path.Child("runtimeClassName"), runtime, Names.Dns1123Subdomain(runtime));

        void Check(string field, string? value, Func<string, ValueList<string>> format)
        {
            if (!string.IsNullOrEmpty(value))
                errors.Invalid(path.Child(field), value, format(value));
        }
    }

    private static void ValidateResourceClaims(
        ValueList<PodResourceClaim> claims, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            var item = path.Index(i);
            if (claim.Name.Length == 0)
                errors.Required(item.Child("name"));
            else if (!names.Add(claim.Name))
                errors.Duplicate(item.Child("name"), claim.Name);
            else
                errors.Invalid(item.Child("name"), claim.Name, Names.Dns1123Label(claim.Name));
            if (claim is { ResourceClaimName: not null, ResourceClaimTemplateName: not null })
            {
                errors.Invalid(
                    item, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            }
            if (claim is { ResourceClaimName: null, ResourceClaimTemplateName: null })
                errors.Invalid(item, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            if (claim.ResourceClaimName is { } name)
                errors.Invalid(item.Child("resourceClaimName"), name, Names.Dns1123Subdomain(name));
            if (claim.ResourceClaimTemplateName is { } template)
                errors.Invalid(item.Child("resourceClaimTemplateName"), template, Names.Dns1123Subdomain(template));
        }
    }

    private static void ValidateHostPorts(PodSpecContext pod, FieldPath path)
    {
        if (!pod.Spec.HostNetwork)
            return;
        for (var i = 0; i < pod.Spec.Containers.Count; i++)
        {
            var ports = pod.Spec.Containers[i].Ports;
            for (var j = 0; j < ports.Count; j++)
            {
                var port = ports[j];
                // A template may leave it out: it is filled in when the Pod is made.
                if ((pod.IsPod || port.HostPort != 0) && port.HostPort != port.ContainerPortValue)
                {
                    pod.Errors.Invalid(
                        path.Index(i).Child("ports").Index(j).Child("hostPort"), port.HostPort,
                        "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void ValidateHostUsers(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.HostUsers is not false)
            return;
        if (spec.HostNetwork)
            errors.Forbidden(path.Child("hostNetwork"), OnlyWithoutHostUsers);
        if (spec.HostPid)
            errors.Forbidden(path.Child("HostPID"), OnlyWithoutHostUsers);
        if (spec.HostIpc)
            errors.Forbidden(path.Child("HostIPC"), OnlyWithoutHostUsers);
    }

    private static void ValidateHostAliases(ValueList<HostAlias> aliases, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < aliases.Count; i++)
        {
            IPs.Validate(aliases[i].IP, path.Index(i).Child("ip"), errors);
            for (var j = 0; j < aliases[i].Hostnames.Count; j++)
            {
                var name = aliases[i].Hostnames[j];
                errors.Invalid(path.Index(i).Child("hostnames").Index(j), name, Names.Dns1123Subdomain(name));
            }
        }
    }

    private static void ValidateDns(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.DnsPolicy == "None" && spec.DnsConfig is null)
        {
            errors.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
            return;
        }
        if (spec.DnsConfig is not { } config)
            return;
        if (spec.DnsPolicy == "None" && config.Nameservers.IsEmpty)
        {
            errors.Required(
                path.Child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None");
            return;
        }
        if (config.Nameservers.Count > NameserversMax)
        {
            errors.Invalid(
                path.Child("nameservers"), config.Nameservers,
                $"must not have more than {NameserversMax} nameservers");
        }
        for (var i = 0; i < config.Nameservers.Count; i++)
            IPs.Validate(config.Nameservers[i], path.Child("nameservers").Index(i), errors);
        ValidateSearches(config.Searches, path.Child("searches"), errors);
        for (var i = 0; i < config.Options.Count; i++)
        {
            if (string.IsNullOrEmpty(config.Options[i].Name))
                errors.Required(path.Child("options").Index(i), "must not be empty");
        }
    }

    private static void ValidateSearches(ValueList<string> searches, FieldPath path, FieldErrors errors)
    {
        if (searches.Count > SearchesMax)
            errors.Invalid(path, searches, $"must not have more than {SearchesMax} search paths");
        if (string.Join(' ', searches).Length > SearchCharactersMax)
        {
            errors.Invalid(
                path, searches,
                $"must not have more than {SearchCharactersMax} characters (including spaces) in the search list");
        }
        for (var i = 0; i < searches.Count; i++)
        {
            var search = searches[i].EndsWith('.') ? searches[i][..^1] : searches[i];
            errors.Invalid(path.Index(i), search, Names.Dns1123Subdomain(search));
        }
    }
}
