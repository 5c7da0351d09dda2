using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of security contexts, of containers and of whole Pods.</summary>
internal static class SecurityContextValidation
{
    internal const int AppArmorPathMax = 4095;
    private const string SysctlExpression =
        @"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    public static void Validate(SecurityContext? context, bool hostUsers, FieldPath path, FieldErrors errors)
    {
        if (context is null)
            return;
        ValidateId(context.RunAsUser, path.Child("runAsUser"), errors);
        ValidateId(context.RunAsGroup, path.Child("runAsGroup"), errors);
        if (context.ProcMount is { } procMount)
        {
            if (procMount is not ("Default" or "Unmasked"))
                errors.NotSupported(path.Child("procMount"), procMount, "Default", "Unmasked");
            if (hostUsers && procMount == "Unmasked")
                errors.Invalid(path.Child("procMount"), procMount, "`hostUsers` must be false to use `Unmasked`");
        }
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
        if (context.AllowPrivilegeEscalation is false)
            ValidateNoEscalation(context, path, errors);
        WindowsValidation.ValidateOptions(context.WindowsOptions, path.Child("windowsOptions"), errors);
        ValidateAppArmor(context.AppArmorProfile, path.Child("appArmorProfile"), errors);
    }

    public static void ValidatePod(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec is { HostPid: true, ShareProcessNamespace: true })
        {
            errors.Invalid(
                path.Child("shareProcessNamespace"), true,
                "ShareProcessNamespace and HostPID cannot both be enabled");
        }
        if (spec.SecurityContext is not { } context)
            return;
        ValidateId(context.FSGroup, path.Child("fsGroup"), errors);
        ValidateId(context.RunAsUser, path.Child("runAsUser"), errors);
        ValidateId(context.RunAsGroup, path.Child("runAsGroup"), errors);
        for (var i = 0; i < context.SupplementalGroups.Count; i++)
            ValidateId(context.SupplementalGroups[i], path.Child("supplementalGroups").Index(i), errors);
        ValidateSysctls(spec, context.Sysctls, path.Child("sysctls"), errors);
        if (context.FSGroupChangePolicy is not (null or "Always" or "OnRootMismatch"))
        {
            errors.NotSupported(
                path.Child("fsGroupChangePolicy"), context.FSGroupChangePolicy, "Always", "OnRootMismatch");
        }
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
        WindowsValidation.ValidateOptions(context.WindowsOptions, path.Child("windowsOptions"), errors);
        ValidateAppArmor(context.AppArmorProfile, path.Child("appArmorProfile"), errors);
        if (context.SupplementalGroupsPolicy is not (null or "Merge" or "Strict"))
        {
            errors.NotSupported(
                path.Child("supplementalGroupsPolicy"), context.SupplementalGroupsPolicy, "Merge", "Strict");
        }
        if (context.SELinuxChangePolicy is not (null or "MountOption" or "Recursive"))
        {
            errors.NotSupported(
                path.Child("seLinuxChangePolicy"), context.SELinuxChangePolicy, "MountOption", "Recursive");
        }
    }

    private static void ValidateId(long? id, FieldPath path, FieldErrors errors)
    {
        if (id is { } value)
            errors.Invalid(path, value, Names.UserId(value));
    }

    private static void ValidateNoEscalation(SecurityContext context, FieldPath path, FieldErrors errors)
    {
        if (context.Privileged is true)
        {
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        if (context.Capabilities?.Add.Contains("CAP_SYS_ADMIN") is true)
        {
            errors.Invalid(
                path, context,
                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void ValidateSeccomp(SeccompProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        if (profile.Type.Length == 0)
            errors.Required(path.Child("type"), "type is required when seccompProfile is set");
        else if (profile.Type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
            errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
        var local = path.Child("localhostProfile");
        if (profile.Type != "Localhost")
        {
            if (profile.LocalhostProfile is not null)
                errors.Invalid(local, profile, "can only be set when seccomp type is Localhost");
        }
        else if (profile.LocalhostProfile is null)
        {
            errors.Required(local, "must be set when seccomp type is Localhost");
        }
        else
        {
            Paths.ValidateDescending(profile.LocalhostProfile, local, errors);
        }
    }

    private static void ValidateAppArmor(AppArmorProfile? profile, FieldPath path, FieldErrors errors)
    {
        var local = path.Child("localhostProfile");
        switch (profile?.Type)
        {
            case null:
                break;
            case "Localhost":
                ValidateAppArmorPath(profile.LocalhostProfile, local, errors);
                break;
            case "RuntimeDefault" or "Unconfined":
                if (profile.LocalhostProfile is { } given)
                    errors.Invalid(local, given, "can only be set when AppArmor type is Localhost");
                break;
            case "":
                errors.Required(path.Child("type"), "type is required when appArmorProfile is set");
                break;
            default:
                errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void ValidateAppArmorPath(string? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is not null && profile.Trim() != profile)
            errors.Invalid(path, profile, "must not be padded with whitespace");
        else if (string.IsNullOrEmpty(profile))
            errors.Required(path, "must be set when AppArmor type is Localhost");
        if (profile?.Length > AppArmorPathMax)
            errors.TooLong(path, AppArmorPathMax);
    }

    private static void ValidateSysctls(PodSpec spec, ValueList<Sysctl> sysctls, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sysctls.Count; i++)
        {
            var name = sysctls[i].Name;
            var item = path.Index(i).Child("name");
            if (name.Length == 0)
                errors.Required(item);
            else if (!IsSysctlName(name))
                errors.Invalid(item, name, $"must have at most 253 characters and match regex {SysctlExpression}");
            else if (!names.Add(name))
                errors.Duplicate(item, name);
            var dotted = name.Replace('/', '.');
            if (spec.HostNetwork && dotted.StartsWith("net.", StringComparison.Ordinal))
                errors.Invalid(item, name, "may not be specified when 'hostNetwork' is true");
            if (spec.HostIpc && IsIpc(dotted))
                errors.Invalid(item, name, "may not be specified when 'hostIPC' is true");
        }
    }

    private static bool IsIpc(string name) =>
        name is "kernel.sem" || name.StartsWith("kernel.shm", StringComparison.Ordinal)
        || name.StartsWith("kernel.msg", StringComparison.Ordinal)
        || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);

    private static bool IsSysctlName(string name)
    {
        if (name.Length > 253)
            return false;
        foreach (var part in name.AsSpan().SplitAny('.', '/'))
        {
            var segment = name.AsSpan()[part];
            if (segment.IsEmpty || !IsLowerAlphanumeric(segment[0]) || !IsLowerAlphanumeric(segment[^1]))
                return false;
            foreach (var c in segment)
            {
                if (!IsLowerAlphanumeric(c) && c is not ('-' or '_'))
                    return false;
            }
        }
        return true;
    }

    private static bool IsLowerAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
