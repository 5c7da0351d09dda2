using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Windows options, and of what a Pod of one operating system may not say.</summary>
internal static class WindowsValidation
{
    private const string NotOnWindows = "cannot be set for a windows pod";
    private const string NotOnLinux = "windows options cannot be set for a linux pod";
    private const int CredentialBytesMax = 64 * 1024;
    private const int DomainLengthMax = 256;
    private const int UserLengthMax = 104;

    public static void ValidateOptions(WindowsSecurityContextOptions? options, FieldPath path, FieldErrors errors)
    {
        if (options is null)
            return;
        if (options.GMSACredentialSpecName is { } name)
            errors.Invalid(path.Child("gmsaCredentialSpecName"), name, Names.Dns1123Subdomain(name));
        if (options.GMSACredentialSpec is { } spec)
        {
            if (spec.Length == 0)
                errors.Invalid(path.Child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec cannot be an empty string");
            else if (spec.Length > CredentialBytesMax)
                errors.Invalid(path.Child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec size must be under 64 KiB");
        }
        if (options.RunAsUserName is { } user && UserNameError(user) is { } wrong)
            errors.Invalid(path.Child("runAsUserName"), user, wrong);
    }

    /// <summary>Checks <c>spec.os</c>, what it rules out, and host process containers.</summary>
    public static void ValidatePod(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        ValidateHostProcess(spec, path, errors);
        switch (spec.OS?.Name)
        {
            case null:
                break;
            case "":
                errors.Required(path.Child("os").Child("name"), "cannot be empty");
                break;
            case "linux":
                ValidateLinux(spec, path, errors);
                break;
            case "windows":
                ValidateWindows(spec, path, errors);
                break;
            default:
                errors.NotSupported(path.Child("os"), spec.OS.Name, "linux", "windows");
                break;
        }
    }

    private static string? UserNameError(string name)
    {
        if (name.Length == 0)
            return "runAsUserName cannot be an empty string";
        if (name.Any(char.IsControl))
            return "runAsUserName cannot contain control characters";
        var parts = name.Split('\\');
        if (parts.Length > 2)
            return "runAsUserName cannot contain more than one backslash";
        var user = parts[^1];
        if (parts.Length == 2)
        {
            if (parts[0].Length >= DomainLengthMax)
                return $"runAsUserName's Domain length must be under {DomainLengthMax} characters";
            if (!IsNetBios(parts[0]) && !Names.Dns1123Subdomain(parts[0].ToLowerInvariant()).IsEmpty)
                return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
        }
        if (user.Length == 0)
            return "runAsUserName's User cannot be empty";
        if (user.Length > UserLengthMax)
            return $"runAsUserName's User length must not be longer than {UserLengthMax} characters";
        if (user.All(c => c is '.' or ' '))
            return "runAsUserName's User cannot contain only periods or spaces";
        return user.AsSpan().ContainsAny("\"/\\:;|=,+*?<>@[]")
            ? "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]"
            : null;
    }

    private static bool IsNetBios(string domain) =>
        domain.Length is > 0 and <= 15 && domain[0] != '.' && !domain.AsSpan().ContainsAny("\\/:*?\"<>|");

    private static void ValidateHostProcess(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var ofPod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        var (all, hostProcess) = (0, 0);
        foreach (var (context, item) in Contexts(spec, path))
        {
            all++;
            var own = context?.WindowsOptions?.HostProcess;
            if (ofPod is not null && own is not null && ofPod != own)
            {
                errors.Invalid(
                    item.Child("windowsOptions").Child("hostProcess"), own,
                    "pod hostProcess value must be identical if both are specified, was "
                    + (ofPod.Value ? "true" : "false"));
            }
            hostProcess += (own ?? ofPod) is true ? 1 : 0;
        }
        if (hostProcess == 0)
            return;
        if (hostProcess != all)
        {
            errors.Invalid(
                path, "",
                "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        if (!spec.HostNetwork)
        {
            errors.Invalid(
                path.Child("hostNetwork"), false,
                "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    private static void ValidateLinux(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.SecurityContext?.WindowsOptions is not null)
            errors.Forbidden(path.Child("securityContext").Child("windowsOptions"), NotOnLinux);
        foreach (var (context, item) in Contexts(spec, path))
        {
            if (context?.WindowsOptions is not null)
                errors.Forbidden(item.Child("windowsOptions"), NotOnLinux);
        }
    }

    private static void ValidateWindows(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var pod = spec.SecurityContext ?? PodSecurityContext.Empty;
        Forbid(path,
            ("hostUsers", spec.HostUsers is not null), ("hostPID", spec.HostPid), ("hostIPC", spec.HostIpc),
            ("shareProcessNamespace", spec.ShareProcessNamespace is not null));
        Forbid(path.Child("securityContext"),
            ("appArmorProfile", pod.AppArmorProfile is not null), ("seLinuxOptions", pod.SELinuxOptions is not null),
            ("seccompProfile", pod.SeccompProfile is not null), ("fsGroup", pod.FSGroup is not null),
            ("fsGroupChangePolicy", pod.FSGroupChangePolicy is not null), ("sysctls", !pod.Sysctls.IsEmpty),
            ("runAsUser", pod.RunAsUser is not null), ("runAsGroup", pod.RunAsGroup is not null),
            ("supplementalGroups", !pod.SupplementalGroups.IsEmpty),
            ("supplementalGroupsPolicy", pod.SupplementalGroupsPolicy is not null),
            ("seLinuxChangePolicy", pod.SELinuxChangePolicy is not null));
        foreach (var (context, item) in Contexts(spec, path))
        {
            var own = context ?? SecurityContext.Empty;
            Forbid(item,
                ("appArmorProfile", own.AppArmorProfile is not null),
                ("seLinuxOptions", own.SELinuxOptions is not null),
                ("seccompProfile", own.SeccompProfile is not null), ("capabilities", own.Capabilities is not null),
                ("readOnlyRootFilesystem", own.ReadOnlyRootFilesystem is not null),
                ("privileged", own.Privileged is not null),
                ("allowPrivilegeEscalation", own.AllowPrivilegeEscalation is not null),
                ("procMount", own.ProcMount is not null), ("runAsUser", own.RunAsUser is not null),
                ("runAsGroup", own.RunAsGroup is not null));
        }

        void Forbid(FieldPath at, params ReadOnlySpan<(string Field, bool IsSet)> fields)
        {
            foreach (var (field, isSet) in fields)
            {
                if (isSet)
                    errors.Forbidden(at.Child(field), NotOnWindows);
            }
        }
    }

    private static IEnumerable<(SecurityContext? Context, FieldPath Path)> Contexts(PodSpec spec, FieldPath path)
    {
        for (var i = 0; i < spec.InitContainers.Count; i++)
            yield return (spec.InitContainers[i].SecurityContext, At("initContainers", i));
        for (var i = 0; i < spec.Containers.Count; i++)
            yield return (spec.Containers[i].SecurityContext, At("containers", i));
        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
            yield return (spec.EphemeralContainers[i].SecurityContext, At("ephemeralContainers", i));

        FieldPath At(string list, int index) => path.Child(list).Index(index).Child("securityContext");
    }
}
