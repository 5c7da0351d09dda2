using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What a status may say of a Pod.</summary>
internal static class PodStatusValidation
{
    private const string OnePerFamily = "may specify no more than one IP for each IP family";

    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        PodUpdateValidation.ValidateAnnotations(pod, old, errors);
        ValidateConditions(pod.Status.Conditions, errors);
        if (pod.Spec.NodeName != old.Spec.NodeName)
            errors.Forbidden(Status.Child("nodeName"), "may not be changed directly");
        if (pod.Status.NominatedNodeName is { Length: > 0 } node && node != old.Status.NominatedNodeName)
            errors.Invalid(Status.Child("nominatedNodeName"), node, Names.Dns1123Subdomain(node));
        if (!string.IsNullOrEmpty(old.Status.QOSClass) && pod.Status.QOSClass != old.Status.QOSClass)
            errors.Invalid(Status.Child("qosClass"), pod.Status.QOSClass ?? "", ObjectMetaValidation.Immutable);
        ValidateStates(
            pod.Status.ContainerStatuses, old.Status.ContainerStatuses, old.Spec.RestartPolicy, "containerStatuses",
            errors);
        ValidateStates(
            pod.Status.InitContainerStatuses,
            old.Status.InitContainerStatuses, old.Spec.RestartPolicy, "initContainerStatuses", errors,
            name => PodSummary.IsSidecar(old.Spec.InitContainers.FirstOrDefault(c => c.Name == name)));
        ValidateStates(
            pod.Status.EphemeralContainerStatuses, old.Status.EphemeralContainerStatuses, "Never",
            "ephemeralContainerStatuses", errors);
        ValidateClaims(pod.Status.ResourceClaimStatuses, pod.Spec.ResourceClaims, errors);
        ValidateAddresses(pod.Status.PodIPs.Select(ip => ip.IP).ToValueList(), "podIPs", errors);
        ValidateHostAddresses(pod.Status, errors);
    }

    private static void ValidateConditions(ValueList<PodCondition> conditions, FieldErrors errors)
    {
        // Kubernetes reports these below metadata.
        var path = FieldPath.Of("metadata").Child("conditions");
        for (var i = 0; i < conditions.Count; i++)
            errors.Invalid(path.Index(i).Child("Type"), conditions[i].Type, Names.QualifiedName(conditions[i].Type));
    }

    // A container that ended for good does not come back: what was reported of it stays true.
    private static void ValidateStates(
        ValueList<ContainerStatus> statuses, ValueList<ContainerStatus> old, string? restartPolicy, string field,
        FieldErrors errors, Func<string, bool>? mayRestart = null)
    {
        if (restartPolicy == "Always")
            return;
        for (var i = 0; i < old.Count; i++)
        {
            var was = old[i];
            if (was.State.Terminated is not { } ended || (ended.ExitCode != 0 && restartPolicy == "OnFailure")
                || mayRestart?.Invoke(was.Name) is true)
            {
                continue;
            }
            if (statuses.Any(now => now.Name == was.Name && now.State.Terminated is null))
            {
                errors.Forbidden(
                    Status.Child(field).Index(i).Child("state"),
                    "may not be transitioned to non-terminated state");
            }
        }
    }

    private static void ValidateClaims(
        ValueList<PodResourceClaimStatus> statuses, ValueList<PodResourceClaim> claims, FieldErrors errors)
    {
        for (var i = 0; i < statuses.Count; i++)
        {
            var path = Status.Child("resourceClaimStatuses").Index(i).Child("name");
            var name = statuses[i].Name;
            if (!claims.Any(claim => claim.Name == name))
                errors.Invalid(path, name, "must match the name of an entry in `spec.resourceClaims`");
            if (statuses.Take(i).Any(before => before.Name == name))
                errors.Duplicate(path, name);
            // Kubernetes reports a bad name of the claim at the name within the Pod.
            if (statuses[i].ResourceClaimName is { } made)
                errors.Invalid(path, made, Names.Dns1123Subdomain(made));
        }
    }

    private static void ValidateHostAddresses(PodStatus status, FieldErrors errors)
    {
        if (status.HostIPs.IsEmpty)
            return;
        if (status.HostIP != status.HostIPs[0].IP)
        {
            errors.Invalid(
                Status.Child("hostIPs").Index(0).Child("ip"), status.HostIPs[0].IP, "must be equal to `hostIP`");
        }
        ValidateAddresses(status.HostIPs.Select(ip => ip.IP).ToValueList(), "hostIPs", errors);
    }

    private static void ValidateAddresses(ValueList<string> addresses, string field, FieldErrors errors)
    {
        var path = Status.Child(field);
        for (var i = 0; i < addresses.Count; i++)
        {
            IPs.Validate(addresses[i], path.Index(i), errors);
            if (addresses.Take(i).Contains(addresses[i]))
                errors.Duplicate(path.Index(i), addresses[i]);
        }
        if (!IPs.IsSingleOrDualStack(addresses))
            errors.Invalid(path, addresses, OnePerFamily);
    }
}
