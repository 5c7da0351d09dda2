using System.Diagnostics.CodeAnalysis;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>Keeps the AppArmor annotations and fields of a new Pod in step, so that nodes and tools that know only one
/// of them act on both.</summary>
internal static class AppArmorAnnotations
{
    internal const string Localhost = "localhost/";

    private const string Prefix = "container.apparmor.security.beta.kubernetes.io/";
    private const string RuntimeDefault = "runtime/default";
    private const string Unconfined = "unconfined";

    public static string Key(Container container) => Prefix + container.Name;

    public static bool TryGetContainer(string key, [NotNullWhen(true)] out string? container)
    {
        container = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : null;
        return container is not null;
    }

    public static bool IsProfile(string annotation) =>
        annotation is RuntimeDefault or Unconfined || annotation.StartsWith(Localhost, StringComparison.Ordinal);

    /// <summary>The Pod with an annotation for each field and a field for each annotation. Where both are there, both
    /// stay: validation says whether they agree.</summary>
    public static Pod Sync(Pod pod)
    {
        if (pod.Spec.OS?.Name == "windows")
            return pod;
        var ofPod = pod.Spec.SecurityContext?.AppArmorProfile;
        var annotations = pod.Metadata.Annotations;
        var given = annotations;
        var spec = pod.Spec with
        {
            InitContainers = pod.Spec.InitContainers.Map(Synced),
            Containers = pod.Spec.Containers.Map(Synced),
        };
        return spec == pod.Spec && annotations == given
            ? pod
            : pod with { Spec = spec, Metadata = pod.Metadata with { Annotations = annotations } };

        Container Synced(Container container)
        {
            var own = container.SecurityContext?.AppArmorProfile;
            if (!given.TryGetValue(Key(container), out var annotation))
            {
                if (Annotation(own ?? ofPod) is { } added)
                    annotations = annotations.With(Key(container), added);
                return container;
            }
            return own is null && Field(annotation) is { } field && field != ofPod
                ? WithProfile(container, field)
                : container;
        }
    }

    private static Container WithProfile(Container container, AppArmorProfile profile) => container with
    {
        SecurityContext = (container.SecurityContext ?? new SecurityContext()) with { AppArmorProfile = profile },
    };

    private static string? Annotation(AppArmorProfile? profile) => profile?.Type switch
    {
        "Unconfined" => Unconfined,
        "RuntimeDefault" => RuntimeDefault,
        "Localhost" when profile.LocalhostProfile is { } path => Localhost + path,
        _ => null,
    };

    private static AppArmorProfile? Field(string annotation)
    {
        if (annotation == Unconfined)
            return new AppArmorProfile { Type = "Unconfined" };
        if (annotation == RuntimeDefault)
            return new AppArmorProfile { Type = "RuntimeDefault" };
        if (!annotation.StartsWith(Localhost, StringComparison.Ordinal))
            return null;
        var path = annotation[Localhost.Length..];
        // A value the field may not have stays an annotation.
        return path.Length is 0 or > SecurityContextValidation.AppArmorPathMax || path.Trim() != path
            ? null
            : new AppArmorProfile { Type = "Localhost", LocalhostProfile = path };
    }
}
