using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of the annotations that named AppArmor and seccomp profiles before there
/// were fields for them.</summary>
internal static class ConfinementValidation
{
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";

    /// <summary>Checks each annotation by itself.</summary>
    public static void ValidateAnnotations(
        ValueMap<string> annotations, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        foreach (var (key, profile) in annotations)
        {
            if (key == SeccompPod || key.StartsWith(SeccompPrefix, StringComparison.Ordinal))
                ValidateSeccomp(profile, path.Child(key), errors);
        }
        foreach (var (key, profile) in annotations)
        {
            if (!AppArmorAnnotations.TryGetContainer(key, out var container))
                continue;
            if (!HasContainer(spec, container))
                errors.Invalid(path.Key(key), container, "container not found");
            if (profile.Length > 0 && !AppArmorAnnotations.IsProfile(profile))
                errors.Invalid(path.Key(key), profile, $"invalid AppArmor profile name: {GoText.Quote(profile)}");
        }
    }

    /// <summary>AppArmor annotations are there from the first or never: the containers were made with them.</summary>
    public static void ValidateKept(
        ValueMap<string> annotations, ValueMap<string> old, FieldPath path, FieldErrors errors)
    {
        foreach (var (key, profile) in old)
        {
            if (AppArmorAnnotations.TryGetContainer(key, out _)
                && !(annotations.TryGetValue(key, out var now) && now == profile))
            {
                errors.Forbidden(path.Key(key), "may not remove or update AppArmor annotations");
            }
        }
        foreach (var (key, _) in annotations)
        {
            if (AppArmorAnnotations.TryGetContainer(key, out _) && !old.ContainsKey(key))
                errors.Forbidden(path.Key(key), "may not add AppArmor annotations");
        }
    }

    /// <summary>Where a profile stands in an annotation and in a field, both must name the same.</summary>
    public static void ValidateMatch(
        ValueMap<string> annotations, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var pod = spec.SecurityContext;
        if (annotations.TryGetValue(SeccompPod, out var ofPod))
            MatchSeccomp(ofPod, pod?.SeccompProfile, path.Child("securityContext"), errors);
        foreach (var (container, item) in Containers(spec, path))
        {
            if (annotations.TryGetValue(SeccompPrefix + container.Name, out var seccomp))
                MatchSeccomp(seccomp, container.SecurityContext?.SeccompProfile, item.Child("securityContext"), errors);
        }
        if (spec.OS?.Name == "windows")
            return;
        foreach (var (container, item) in Containers(spec, path))
        {
            var profile = container.SecurityContext?.AppArmorProfile ?? pod?.AppArmorProfile;
            if (profile is not null && annotations.TryGetValue(AppArmorAnnotations.Key(container), out var appArmor))
                MatchAppArmor(appArmor, profile, item.Child("securityContext").Child("appArmorProfile"), errors);
        }
    }

    private static void ValidateSeccomp(string profile, FieldPath path, FieldErrors errors)
    {
        if (profile is "runtime/default" or "docker/default" or "unconfined")
            return;
        if (profile.StartsWith(AppArmorAnnotations.Localhost, StringComparison.Ordinal))
            Paths.ValidateDescending(profile[AppArmorAnnotations.Localhost.Length..], path, errors);
        else
            errors.Invalid(path, profile, "must be a valid seccomp profile");
    }

    private static void MatchSeccomp(
        string annotation, SeccompProfile? profile, FieldPath context, FieldErrors errors)
    {
        var path = context.Child("seccompProfile");
        var isLocal = annotation.StartsWith(AppArmorAnnotations.Localhost, StringComparison.Ordinal);
        var isSameType = profile?.Type switch
        {
            "Unconfined" => annotation == "unconfined",
            "RuntimeDefault" => annotation is "runtime/default" or "docker/default",
            "Localhost" => isLocal,
            _ => true,
        };
        if (!isSameType)
            errors.Forbidden(path.Child("type"), "seccomp type in annotation and field must match");
        else if (profile?.Type == "Localhost" && IsOther(annotation, profile.LocalhostProfile))
            errors.Forbidden(path.Child("localhostProfile"), "seccomp profile in annotation and field must match");
    }

    private static void MatchAppArmor(
        string annotation, AppArmorProfile profile, FieldPath path, FieldErrors errors)
    {
        var isSameType = profile.Type switch
        {
            "Unconfined" => annotation == "unconfined",
            "RuntimeDefault" => annotation == "runtime/default",
            "Localhost" => annotation.StartsWith(AppArmorAnnotations.Localhost, StringComparison.Ordinal),
            _ => true,
        };
        if (!isSameType)
            errors.Forbidden(path.Child("type"), "apparmor type in annotation and field must match");
        else if (profile.Type == "Localhost" && IsOther(annotation, profile.LocalhostProfile))
            errors.Forbidden(path.Child("localhostProfile"), "apparmor profile in annotation and field must match");
    }

    private static bool IsOther(string annotation, string? profile) =>
        profile is null || !annotation.AsSpan(AppArmorAnnotations.Localhost.Length).SequenceEqual(profile);

    private static IEnumerable<(Container Container, FieldPath Path)> Containers(PodSpec spec, FieldPath path)
    {
        for (var i = 0; i < spec.InitContainers.Count; i++)
            yield return (spec.InitContainers[i], path.Child("initContainers").Index(i));
        for (var i = 0; i < spec.Containers.Count; i++)
            yield return (spec.Containers[i], path.Child("containers").Index(i));
    }

    private static bool HasContainer(PodSpec spec, string name) =>
        spec.InitContainers.Any(container => container.Name == name)
        || spec.Containers.Any(container => container.Name == name)
        || spec.EphemeralContainers.Any(container => container.Name == name);
}
