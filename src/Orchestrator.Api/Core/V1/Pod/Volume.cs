namespace Orchestrator.Api.Core.V1;

/// <summary>Something that containers of a Pod can mount: a name and exactly one source.</summary>
[ApiType("io.k8s.api.core.v1.Volume")]
public sealed partial record Volume
{
    /// <summary>The volume's name, a DNS label, unique within the Pod.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>A file or directory of the node.</summary>
    [Field("hostPath", 1, Inline = 2)]
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>A directory that lives as long as the Pod.</summary>
    [Field("emptyDir", 2, Inline = 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>A disk of Google's cloud.</summary>
    [Field("gcePersistentDisk", 3, Inline = 2)]
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    /// <summary>A disk of Amazon's block store.</summary>
    [Field("awsElasticBlockStore", 4, Inline = 2)]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    /// <summary>A clone of a git repository; deprecated.</summary>
    [Field("gitRepo", 5, Inline = 2)]
    public GitRepoVolumeSource? GitRepo { get; init; }

    /// <summary>Files from a Secret.</summary>
    [Field("secret", 6, Inline = 2)]
    public SecretVolumeSource? Secret { get; init; }

    /// <summary>A directory of an NFS server.</summary>
    [Field("nfs", 7, Inline = 2)]
    public NFSVolumeSource? Nfs { get; init; }

    /// <summary>A disk reached by iSCSI.</summary>
    [Field("iscsi", 8, Inline = 2)]
    public ISCSIVolumeSource? Iscsi { get; init; }

    /// <summary>A volume of a Gluster file system; deprecated.</summary>
    [Field("glusterfs", 9, Inline = 2)]
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    /// <summary>The volume a claim is bound to.</summary>
    [Field("persistentVolumeClaim", 10, Inline = 2)]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>A block device of Ceph; deprecated.</summary>
    [Field("rbd", 11, Inline = 2)]
    public RBDVolumeSource? Rbd { get; init; }

    /// <summary>A volume of a driver program; deprecated.</summary>
    [Field("flexVolume", 12, Inline = 2)]
    public FlexVolumeSource? FlexVolume { get; init; }

    /// <summary>A volume of OpenStack.</summary>
    [Field("cinder", 13, Inline = 2)]
    public CinderVolumeSource? Cinder { get; init; }

    /// <summary>A directory of a Ceph file system; deprecated.</summary>
    [Field("cephfs", 14, Inline = 2)]
    public CephFSVolumeSource? CephFS { get; init; }

    /// <summary>A dataset of Flocker; deprecated.</summary>
    [Field("flocker", 15, Inline = 2)]
    public FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Files with fields of the Pod.</summary>
    [Field("downwardAPI", 16, Inline = 2)]
    public DownwardAPIVolumeSource? DownwardApi { get; init; }

    /// <summary>A disk reached by Fibre Channel.</summary>
    [Field("fc", 17, Inline = 2)]
    public FCVolumeSource? FC { get; init; }

    /// <summary>A file share of Azure.</summary>
    [Field("azureFile", 18, Inline = 2)]
    public AzureFileVolumeSource? AzureFile { get; init; }

    /// <summary>Files from a ConfigMap.</summary>
    [Field("configMap", 19, Inline = 2)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>A disk of vSphere.</summary>
    [Field("vsphereVolume", 20, Inline = 2)]
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>A volume of Quobyte; deprecated.</summary>
    [Field("quobyte", 21, Inline = 2)]
    public QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>A disk of Azure.</summary>
    [Field("azureDisk", 22, Inline = 2)]
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>A disk of the Photon controller; deprecated.</summary>
    [Field("photonPersistentDisk", 23, Inline = 2)]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Several sources in one directory.</summary>
    [Field("projected", 26, Inline = 2)]
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>A volume of Portworx.</summary>
    [Field("portworxVolume", 24, Inline = 2)]
    public PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>A volume of ScaleIO; deprecated.</summary>
    [Field("scaleIO", 25, Inline = 2)]
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    /// <summary>A volume of StorageOS; deprecated.</summary>
    [Field("storageos", 27, Inline = 2)]
    public StorageOSVolumeSource? StorageOS { get; init; }

    /// <summary>A volume that a CSI driver provides for this Pod.</summary>
    [Field("csi", 28, Inline = 2)]
    public CSIVolumeSource? Csi { get; init; }

    /// <summary>A volume whose claim comes and goes with the Pod.</summary>
    [Field("ephemeral", 29, Inline = 2)]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>The content of an image.</summary>
    [Field("image", 30, Inline = 2)]
    public ImageVolumeSource? Image { get; init; }
}
