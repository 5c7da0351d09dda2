namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Volume")]
public sealed partial record Volume
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("hostPath", 1, Inline = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    [Field("emptyDir", 2, Inline = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    [Field("gcePersistentDisk", 3, Inline = 2)]
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    [Field("awsElasticBlockStore", 4, Inline = 2)]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    [Field("gitRepo", 5, Inline = 2)]
    public GitRepoVolumeSource? GitRepo { get; init; }

    [Field("secret", 6, Inline = 2)]
    public SecretVolumeSource? Secret { get; init; }

    [Field("nfs", 7, Inline = 2)]
    public NFSVolumeSource? Nfs { get; init; }

    [Field("iscsi", 8, Inline = 2)]
    public ISCSIVolumeSource? Iscsi { get; init; }

    [Field("glusterfs", 9, Inline = 2)]
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    [Field("persistentVolumeClaim", 10, Inline = 2)]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    [Field("rbd", 11, Inline = 2)]
    public RBDVolumeSource? Rbd { get; init; }

    [Field("flexVolume", 12, Inline = 2)]
    public FlexVolumeSource? FlexVolume { get; init; }

    [Field("cinder", 13, Inline = 2)]
    public CinderVolumeSource? Cinder { get; init; }

    [Field("cephfs", 14, Inline = 2)]
    public CephFSVolumeSource? CephFS { get; init; }

    [Field("flocker", 15, Inline = 2)]
    public FlockerVolumeSource? Flocker { get; init; }

    [Field("downwardAPI", 16, Inline = 2)]
    public DownwardAPIVolumeSource? DownwardApi { get; init; }

    [Field("fc", 17, Inline = 2)]
    public FCVolumeSource? FC { get; init; }

    [Field("azureFile", 18, Inline = 2)]
    public AzureFileVolumeSource? AzureFile { get; init; }

    [Field("configMap", 19, Inline = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    [Field("vsphereVolume", 20, Inline = 2)]
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    [Field("quobyte", 21, Inline = 2)]
    public QuobyteVolumeSource? Quobyte { get; init; }

    [Field("azureDisk", 22, Inline = 2)]
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    [Field("photonPersistentDisk", 23, Inline = 2)]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    [Field("projected", 26, Inline = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    [Field("portworxVolume", 24, Inline = 2)]
    public PortworxVolumeSource? PortworxVolume { get; init; }

    [Field("scaleIO", 25, Inline = 2)]
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    [Field("storageos", 27, Inline = 2)]
    public StorageOSVolumeSource? StorageOS { get; init; }

    [Field("csi", 28, Inline = 2)]
    public CSIVolumeSource? Csi { get; init; }

    [Field("ephemeral", 29, Inline = 2)]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    [Field("image", 30, Inline = 2)]
    public ImageVolumeSource? Image { get; init; }
}
