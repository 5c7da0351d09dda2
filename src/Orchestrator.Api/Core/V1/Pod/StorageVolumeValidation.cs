using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of volumes that lie on storage systems: mostly, which fields each cannot do without.</summary>
internal static class StorageVolumeValidation
{
    public static void Validate(object source, FieldPath path, FieldErrors errors)
    {
        switch (source)
        {
            case GitRepoVolumeSource git:
                Require(path, errors, ("repository", git.Repository));
                Paths.ValidateDescending(git.Directory ?? "", path.Child("directory"), errors);
                break;
            case GCEPersistentDiskVolumeSource disk:
                Require(path, errors, ("pdName", disk.PDName));
                ValidatePartition(disk.Partition, path, errors);
                break;
            case AWSElasticBlockStoreVolumeSource disk:
                Require(path, errors, ("volumeID", disk.VolumeId));
                ValidatePartition(disk.Partition, path, errors);
                break;
            case NFSVolumeSource nfs:
                Require(path, errors, ("server", nfs.Server), ("path", nfs.Path));
                if (!nfs.Path.StartsWith('/'))
                    errors.Invalid(path.Child("path"), nfs.Path, "must be an absolute path");
                break;
            case ISCSIVolumeSource iscsi:
                ValidateIscsi(iscsi, path, errors);
                break;
            case GlusterfsVolumeSource gluster:
                Require(path, errors, ("endpoints", gluster.EndpointsName), ("path", gluster.Path));
                break;
            case FlockerVolumeSource flocker:
                ValidateFlocker(flocker, path, errors);
                break;
            case RBDVolumeSource rbd:
                if (rbd.CephMonitors.IsEmpty)
                    errors.Required(path.Child("monitors"));
                Require(path, errors, ("image", rbd.RbdImage));
                break;
            case CinderVolumeSource cinder:
                Require(path, errors, ("volumeID", cinder.VolumeId));
                if (cinder.SecretRef is { Name: null or "" })
                    errors.Required(path.Child("secretRef").Child("name"));
                break;
            case CephFSVolumeSource { Monitors.IsEmpty: true }:
                errors.Required(path.Child("monitors"));
                break;
            case QuobyteVolumeSource quobyte:
                ValidateQuobyte(quobyte, path, errors);
                break;
            case FCVolumeSource fc:
                ValidateFibreChannel(fc, path, errors);
                break;
            case FlexVolumeSource flex:
                ValidateFlex(flex, path, errors);
                break;
            case AzureFileVolumeSource file:
                Require(path, errors, ("secretName", file.SecretName), ("shareName", file.ShareName));
                break;
            case AzureDiskVolumeSource disk:
                ValidateAzureDisk(disk, path, errors);
                break;
            case VsphereVirtualDiskVolumeSource disk:
                Require(path, errors, ("volumePath", disk.VolumePath));
                break;
            case PhotonPersistentDiskVolumeSource disk:
                Require(path, errors, ("pdID", disk.PdID));
                break;
            case PortworxVolumeSource portworx:
                Require(path, errors, ("volumeID", portworx.VolumeId));
                break;
            case StorageOSVolumeSource storage:
                ValidateStorageOS(storage, path, errors);
                break;
            case ScaleIOVolumeSource scale:
                Require(
                    path, errors,
                    ("gateway", scale.Gateway), ("system", scale.System), ("volumeName", scale.VolumeName));
                break;
            case CSIVolumeSource csi:
                ValidateCsi(csi, path, errors);
                break;
        }
    }

    public static void ValidateEphemeral(EphemeralVolumeSource source, FieldPath path, FieldErrors errors)
    {
        if (source.VolumeClaimTemplate is not { } template)
        {
            errors.Required(path.Child("volumeClaimTemplate"));
            return;
        }
        var at = path.Child("volumeClaimTemplate");
        ObjectMetaValidation.ValidateTemplate(template.ObjectMeta, at.Child("metadata"), errors);
        var spec = at.Child("spec");
        if (template.Spec.AccessModes.IsEmpty)
            errors.Required(spec.Child("accessModes"), "at least 1 access mode is required");
        foreach (var mode in template.Spec.AccessModes)
        {
            errors.OneOf(
                spec.Child("accessModes"), mode, "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
        }
        LabelSelectorValidation.Validate(template.Spec.Selector, spec.Child("selector"), errors);
        var storage = spec.Child("resources").Key("storage");
        if (!template.Spec.Resources.Requests.TryGetValue("storage", out var size))
            errors.Required(storage);
        else if (size.Sign <= 0)
            errors.Invalid(storage, size, "must be greater than zero");
        if (template.Spec.VolumeMode is not (null or "Block" or "Filesystem"))
            errors.NotSupported(spec.Child("volumeMode"), template.Spec.VolumeMode, "Block", "Filesystem");
        if (template.Spec.StorageClassName is { Length: > 0 } name)
            errors.Invalid(spec.Child("storageClassName"), name, Names.Dns1123Subdomain(name));
    }

    private static void Require(
        FieldPath path, FieldErrors errors, params ReadOnlySpan<(string Field, string? Value)> fields)
    {
        foreach (var (field, value) in fields)
        {
            if (string.IsNullOrEmpty(value))
                errors.Required(path.Child(field));
        }
    }

    private static void ValidatePartition(int partition, FieldPath path, FieldErrors errors)
    {
        if (partition is < 0 or > 255)
            errors.Invalid(path.Child("partition"), partition, "must be between 1 and 255, inclusive");
    }

    private static void ValidateIscsi(ISCSIVolumeSource iscsi, FieldPath path, FieldErrors errors)
    {
        Require(path, errors, ("targetPortal", iscsi.TargetPortal), ("iqn", iscsi.Iqn));
        if (iscsi.Iqn.Length > 0)
            ValidateIqn(iscsi.Iqn, path.Child("iqn"), errors);
        errors.Invalid(path.Child("lun"), iscsi.Lun, Names.InRange(iscsi.Lun, 0, 255));
        if ((iscsi.ChapAuthDiscovery || iscsi.ChapAuthSession) && iscsi.SecretRef is null)
            errors.Required(path.Child("secretRef"));
        if (iscsi.InitiatorName is { } initiator)
            ValidateIqn(initiator, path.Child("initiatorname"), errors);
    }

    private static void ValidateIqn(string name, FieldPath path, FieldErrors errors)
    {
        if (!IscsiNames.HasKnownType(name))
            errors.Invalid(path, name, "must be valid format starting with iqn, eui, or naa");
        else if (!IscsiNames.IsWellFormed(name))
            errors.Invalid(path, name, "must be valid format");
    }

    private static void ValidateFlocker(FlockerVolumeSource flocker, FieldPath path, FieldErrors errors)
    {
        var (hasName, hasId) = (!string.IsNullOrEmpty(flocker.DatasetName), !string.IsNullOrEmpty(flocker.DatasetUuid));
        if (!hasName && !hasId)
            errors.Required(path, "one of datasetName and datasetUUID is required");
        if (hasName && hasId)
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        if (flocker.DatasetName?.Contains('/') is true)
            errors.Invalid(path.Child("datasetName"), flocker.DatasetName, "must not contain '/'");
    }

    private static void ValidateQuobyte(QuobyteVolumeSource quobyte, FieldPath path, FieldErrors errors)
    {
        const string Form = "must be a host:port pair or multiple pairs separated by commas";
        if (quobyte.Registry.Length == 0)
            errors.Required(path.Child("registry"), Form);
        else if (quobyte.Tenant?.Length >= 65)
            errors.Required(path.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        else if (quobyte.Registry.Split(',').Any(pair => !pair.Contains(':')))
            errors.Invalid(path.Child("registry"), quobyte.Registry, Form);
        Require(path, errors, ("volume", quobyte.Volume));
    }

    private static void ValidateFibreChannel(FCVolumeSource fc, FieldPath path, FieldErrors errors)
    {
        if (fc.TargetWwns.IsEmpty && fc.Wwids.IsEmpty)
            errors.Required(path.Child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
        if (fc.TargetWwns.IsEmpty)
            return;
        if (!fc.Wwids.IsEmpty)
        {
            errors.Invalid(
                path.Child("targetWWNs"), fc.TargetWwns, "targetWWNs and wwids can not be specified simultaneously");
        }
        if (fc.Lun is { } lun)
            errors.Invalid(path.Child("lun"), lun, Names.InRange(lun, 0, 255));
        else
            errors.Required(path.Child("lun"), "lun is required if targetWWNs is specified");
    }

    private static void ValidateFlex(FlexVolumeSource flex, FieldPath path, FieldErrors errors)
    {
        Require(path, errors, ("driver", flex.Driver));
        foreach (var (key, _) in flex.Options)
        {
            var owner = "." + key.Split('/')[0].ToLowerInvariant();
            if (owner.EndsWith(".kubernetes.io", StringComparison.Ordinal)
                || owner.EndsWith(".k8s.io", StringComparison.Ordinal))
            {
                errors.Invalid(
                    path.Child("options").Key(key), key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    private static void ValidateAzureDisk(AzureDiskVolumeSource disk, FieldPath path, FieldErrors errors)
    {
        Require(path, errors, ("diskName", disk.DiskName), ("diskURI", disk.DataDiskURI));
        if (disk.CachingMode is not null)
            errors.OneOf(path.Child("cachingMode"), disk.CachingMode, "None", "ReadOnly", "ReadWrite");
        if (disk.Kind is not null)
            errors.OneOf(path.Child("kind"), disk.Kind, "Dedicated", "Managed", "Shared");
        var expected = disk.Kind == "Managed" ? "/subscriptions/" : "https://";
        if (disk.Kind is null || disk.DataDiskURI.StartsWith(expected, StringComparison.Ordinal))
            return;
        errors.NotSupported(
            path.Child("diskURI"), disk.DataDiskURI,
            disk.Kind == "Managed"
                ? "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
                : "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
    }

    private static void ValidateStorageOS(StorageOSVolumeSource storage, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(storage.VolumeName))
            errors.Required(path.Child("volumeName"));
        else
            errors.Invalid(path.Child("volumeName"), storage.VolumeName, Names.Dns1123Label(storage.VolumeName));
        if (storage.VolumeNamespace is { Length: > 0 } ns)
            errors.Invalid(path.Child("volumeNamespace"), ns, Names.Dns1123Label(ns));
        if (storage.SecretRef is { Name: null or "" })
            errors.Required(path.Child("secretRef").Child("name"));
    }

    private static void ValidateCsi(CSIVolumeSource csi, FieldPath path, FieldErrors errors)
    {
        if (csi.Driver.Length == 0)
            errors.Required(path.Child("driver"));
        else if (csi.Driver.Length > 63)
            errors.TooLong(path.Child("driver"), 63);
        else
            errors.Invalid(path.Child("driver"), csi.Driver, Names.Dns1123Subdomain(csi.Driver.ToLowerInvariant()));
        if (csi.NodePublishSecretRef is { } secret)
        {
            if (string.IsNullOrEmpty(secret.Name))
                errors.Required(path.Child("nodePublishSecretRef").Child("name"));
            else
                errors.Invalid(
                    path.Child("nodePublishSecretRef").Child("name"), secret.Name, Names.Dns1123Subdomain(secret.Name));
        }
    }
}
