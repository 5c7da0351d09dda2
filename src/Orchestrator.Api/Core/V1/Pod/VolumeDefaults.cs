using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What Kubernetes fills in where a volume says nothing.</summary>
internal static class VolumeDefaults
{
    private const int FileMode = 420; // rw-r--r--
    private static readonly Volume NoSource = new();

    public static Volume Volume(Volume volume)
    {
        if (volume with { Name = "" } == NoSource)
            return volume with { EmptyDir = EmptyDirVolumeSource.Empty };
        return volume with
        {
            HostPath = volume.HostPath is { Type: null } host ? host with { Type = "" } : volume.HostPath,
            Secret = volume.Secret is { DefaultMode: null } s ? s with { DefaultMode = FileMode } : volume.Secret,
            ConfigMap = volume.ConfigMap is { DefaultMode: null } c
                ? c with { DefaultMode = FileMode }
                : volume.ConfigMap,
            DownwardApi = DownwardApi(volume.DownwardApi),
            Projected = Projected(volume.Projected),
            Iscsi = volume.Iscsi is { } iscsi
                ? iscsi with { IscsiInterface = PodDefaults.Or(iscsi.IscsiInterface, "default") }
                : null,
            Rbd = Rbd(volume.Rbd),
            AzureDisk = AzureDisk(volume.AzureDisk),
            ScaleIO = ScaleIO(volume.ScaleIO),
            Ephemeral = Ephemeral(volume.Ephemeral),
            Image = volume.Image is { } image
                ? image with
                {
                    PullPolicy = PodDefaults.Or(image.PullPolicy, ContainerDefaults.PullPolicy(image.Reference)),
                }
                : null,
        };
    }

    private static DownwardAPIVolumeSource? DownwardApi(DownwardAPIVolumeSource? source) => source is null
        ? null
        : source with { DefaultMode = source.DefaultMode ?? FileMode, Items = source.Items.Map(File) };

    private static DownwardAPIVolumeFile File(DownwardAPIVolumeFile file) =>
        file.FieldRef is { ApiVersion: null or "" }
            ? file with { FieldRef = ContainerDefaults.FieldRef(file.FieldRef) }
            : file;

    private static ProjectedVolumeSource? Projected(ProjectedVolumeSource? source) => source is null
        ? null
        : source with { DefaultMode = source.DefaultMode ?? FileMode, Sources = source.Sources.Map(Projection) };

    private static VolumeProjection Projection(VolumeProjection projection) => projection with
    {
        DownwardApi = projection.DownwardApi is { } downward
            ? downward with { Items = downward.Items.Map(File) }
            : null,
        ServiceAccountToken = projection.ServiceAccountToken is { ExpirationSeconds: null } token
            ? token with { ExpirationSeconds = 3600 }
            : projection.ServiceAccountToken,
    };

    private static RBDVolumeSource? Rbd(RBDVolumeSource? source) => source is null
        ? null
        : source with
        {
            RbdPool = PodDefaults.Or(source.RbdPool, "rbd"),
            RadosUser = PodDefaults.Or(source.RadosUser, "admin"),
            Keyring = PodDefaults.Or(source.Keyring, "/etc/ceph/keyring"),
        };

    private static AzureDiskVolumeSource? AzureDisk(AzureDiskVolumeSource? source) => source is null
        ? null
        : source with
        {
            CachingMode = source.CachingMode ?? "ReadWrite",
            Kind = source.Kind ?? "Shared",
            FSType = source.FSType ?? "ext4",
            ReadOnly = source.ReadOnly ?? false,
        };

    private static ScaleIOVolumeSource? ScaleIO(ScaleIOVolumeSource? source) => source is null
        ? null
        : source with
        {
            StorageMode = PodDefaults.Or(source.StorageMode, "ThinProvisioned"),
            FSType = PodDefaults.Or(source.FSType, "xfs"),
        };

    private static EphemeralVolumeSource? Ephemeral(EphemeralVolumeSource? source) =>
        source?.VolumeClaimTemplate is { Spec.VolumeMode: null } template
            ? source with
            {
                VolumeClaimTemplate = template with { Spec = template.Spec with { VolumeMode = "Filesystem" } },
            }
            : source;
}
