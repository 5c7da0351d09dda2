using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>Drops what v1.32 serves only behind feature gates that are off by default: a stock server forgets these
/// fields without a word, and so does this one.</summary>
/// <remarks>A field the stored object has is kept, so that the object can still be updated. Nothing is copied where
/// nothing is dropped, which is nearly always.</remarks>
internal static class GatedFields
{
    private const string DefaultProcMount = "Default";

    public static PodTemplateSpec Drop(PodTemplateSpec template, PodTemplateSpec? old)
    {
        var spec = Drop(template.Spec, old?.Spec);
        return ReferenceEquals(spec, template.Spec) ? template : template with { Spec = spec };
    }

    public static PodSpec Drop(PodSpec spec, PodSpec? old)
    {
        if (spec.HostUsers is not null && old?.HostUsers is null)
            spec = spec with { HostUsers = null };
        if (spec.Resources is not null && old?.Resources is null)
            spec = spec with { Resources = null };
        spec = WithoutSecurity(spec, old?.SecurityContext);
        spec = WithoutVolumes(spec, old);
        return WithoutContainerFields(spec, old);
    }

    /// <summary>As <see cref="Drop(PodSpec, PodSpec?)"/>, of a status.</summary>
    /// <param name="spec">The spec of the Pod the status is about, as stored.</param>
    public static PodStatus Drop(PodStatus status, PodSpec spec)
    {
        if (!status.ResourceClaimStatuses.IsEmpty && spec.ResourceClaims.IsEmpty)
            status = status with { ResourceClaimStatuses = [] };
        var keepsResize = UsesResizePolicy(spec);
        if (!keepsResize && !string.IsNullOrEmpty(status.Resize))
            status = status with { Resize = null };
        var keepsUser = spec.SecurityContext?.SupplementalGroupsPolicy is not null;
        var ofInit = status.InitContainerStatuses.Map(Without);
        var ofContainers = status.ContainerStatuses.Map(Without);
        var ofEphemeral = status.EphemeralContainerStatuses.Map(Without);
        return ofInit == status.InitContainerStatuses && ofContainers == status.ContainerStatuses
            && ofEphemeral == status.EphemeralContainerStatuses
                ? status
                : status with
                {
                    InitContainerStatuses = ofInit,
                    ContainerStatuses = ofContainers,
                    EphemeralContainerStatuses = ofEphemeral,
                };

        ContainerStatus Without(ContainerStatus container)
        {
            if (!container.AllocatedResources.IsEmpty || !container.AllocatedResourcesStatus.IsEmpty)
                container = container with { AllocatedResources = [], AllocatedResourcesStatus = [] };
            if (container.Resources is not null && !keepsResize)
                container = container with { Resources = null };
            return container.User is null || keepsUser ? container : container with { User = null };
        }
    }

    private static PodSpec WithoutSecurity(PodSpec spec, PodSecurityContext? old)
    {
        if (spec.SecurityContext is not { } context)
            return spec;
        if (context.SupplementalGroupsPolicy is not null && old?.SupplementalGroupsPolicy is null)
            context = context with { SupplementalGroupsPolicy = null };
        if (context.SELinuxChangePolicy is not null && old?.SELinuxChangePolicy is null)
            context = context with { SELinuxChangePolicy = null };
        return ReferenceEquals(context, spec.SecurityContext) ? spec : spec with { SecurityContext = context };
    }

    private static PodSpec WithoutVolumes(PodSpec spec, PodSpec? old)
    {
        if (!UsesTrustBundle(old) && UsesTrustBundle(spec))
            spec = spec with { Volumes = spec.Volumes.Map(WithoutTrustBundle) };
        if (UsesImageVolume(old) || !UsesImageVolume(spec))
            return spec;
        var dropped = spec.Volumes.Where(volume => volume.Image is not null).Select(volume => volume.Name).ToList();
        return spec with
        {
            Volumes = spec.Volumes.Where(volume => volume.Image is null).ToValueList(),
            Containers = spec.Containers.Map(WithoutMounts),
            InitContainers = spec.InitContainers.Map(WithoutMounts),
        };

        Container WithoutMounts(Container container) => container with
        {
            VolumeMounts = container.VolumeMounts.Where(mount => !dropped.Contains(mount.Name)).ToValueList(),
        };
    }

    private static Volume WithoutTrustBundle(Volume volume) => volume.Projected is not { } projected
        ? volume
        : volume with
        {
            Projected = projected with
            {
                // The source stays, saying nothing.
                Sources = projected.Sources.Map(source =>
                    source.ClusterTrustBundle is null ? source : source with { ClusterTrustBundle = null }),
            },
        };

    private static PodSpec WithoutContainerFields(PodSpec spec, PodSpec? old)
    {
        var keepsClaims = old is { ResourceClaims.IsEmpty: false };
        var keepsResize = old is not null && UsesResizePolicy(old);
        var keepsProcMount = old is not null
            && (old.Containers.Any(UsesProcMount) || old.InitContainers.Any(UsesProcMount));
        if (!keepsClaims && !spec.ResourceClaims.IsEmpty)
            spec = spec with { ResourceClaims = [] };
        var containers = spec.Containers.Map(Without);
        var init = spec.InitContainers.Map(Without);
        return containers == spec.Containers && init == spec.InitContainers
            ? spec
            : spec with { Containers = containers, InitContainers = init };

        Container Without(Container container)
        {
            if (!keepsClaims && !container.Resources.Claims.IsEmpty)
                container = container with { Resources = container.Resources with { Claims = [] } };
            if (!keepsResize && !container.ResizePolicy.IsEmpty)
                container = container with { ResizePolicy = [] };
            return !keepsProcMount && UsesProcMount(container)
                ? container with { SecurityContext = container.SecurityContext! with { ProcMount = DefaultProcMount } }
                : container;
        }
    }

    private static bool UsesResizePolicy(PodSpec spec) =>
        spec.Containers.Any(container => !container.ResizePolicy.IsEmpty);

    private static bool UsesProcMount(Container container) =>
        container.SecurityContext?.ProcMount is not (null or DefaultProcMount);

    private static bool UsesImageVolume(PodSpec? spec) => spec?.Volumes.Any(volume => volume.Image is not null) is true;

    private static bool UsesTrustBundle(PodSpec? spec) => spec?.Volumes.Any(
        volume => volume.Projected?.Sources.Any(source => source.ClusterTrustBundle is not null) is true) is true;
}
