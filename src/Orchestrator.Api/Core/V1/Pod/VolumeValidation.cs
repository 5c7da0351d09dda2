using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a Pod's volumes: sound names, each its own, and exactly one source.</summary>
internal static class VolumeValidation
{
    internal const string FileMode = "must be a number between 0 and 0777 (octal), both inclusive";

    public static void Validate(PodSpecContext pod, FieldPath path)
    {
        var volumes = pod.Spec.Volumes;
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i];
            var item = path.Index(i);
            var before = pod.Errors.Found.Count;
            ValidateSources(volume, pod.PodName, item, pod.Errors);
            if (volume.Name.Length == 0)
                pod.Errors.Required(item.Child("name"));
            else
                pod.Errors.Invalid(item.Child("name"), volume.Name, Names.Dns1123Label(volume.Name));
            if (pod.Volumes.ContainsKey(volume.Name))
                pod.Errors.Duplicate(item.Child("name"), volume.Name);
            if (pod.Errors.Found.Count == before)
                pod.Volumes.Add(volume.Name, volume);
            ValidateClaimName(pod, volume, item);
        }
    }

    public static void ValidateItems(ValueList<KeyToPath> items, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var item = path.Index(i);
            if (items[i].Key.Length == 0)
                errors.Required(item.Child("key"));
            if (items[i].Path.Length == 0)
                errors.Required(item.Child("path"));
            Paths.ValidateNonReserved(items[i].Path, item.Child("path"), errors);
            ValidateMode(items[i].Mode, item.Child("mode"), errors);
        }
    }

    public static void ValidateDownwardFile(DownwardAPIVolumeFile file, FieldPath path, FieldErrors errors)
    {
        if (file.Path.Length == 0)
            errors.Required(path.Child("path"));
        Paths.ValidateNonReserved(file.Path, path.Child("path"), errors);
        if (file.FieldRef is { } field)
        {
            EnvValidation.ValidateVolumeField(field, path.Child("fieldRef"), errors);
            if (file.ResourceFieldRef is not null)
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
        else if (file.ResourceFieldRef is { } resource)
        {
            EnvValidation.ValidateResourceField(resource, true, path.Child("resourceFieldRef"), errors);
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }
        ValidateMode(file.Mode, path.Child("mode"), errors);
    }

    public static void ValidateMode(int? mode, FieldPath path, FieldErrors errors)
    {
        if (mode is < 0 or > 0x1FF)
            errors.Invalid(path, mode, FileMode);
    }

    private static void ValidateSources(Volume volume, string podName, FieldPath path, FieldErrors errors)
    {
        var isFound = false;
        foreach (var (field, source) in Sources(volume))
        {
            if (source is null)
                continue;
            if (isFound)
                errors.Forbidden(path.Child(field), "may not specify more than 1 volume type");
            else
                ValidateSource(source, path.Child(field), errors);
            isFound = true;
        }
        if (!isFound)
            errors.Required(path, "must specify a volume type");
        if (volume.Iscsi is { InitiatorName: not null } iscsi && $"{volume.Name}:{iscsi.TargetPortal}".Length > 64)
        {
            errors.Invalid(
                path.Child("name"), volume.Name,
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters "
                + "if iscsi.initiatorName is specified.");
        }
        if (volume.Ephemeral is null || podName.Length == 0 || volume.Name.Length == 0)
            return;
        var claim = $"{podName}-{volume.Name}";
        foreach (var wrong in Names.Dns1123Subdomain(claim))
            errors.Invalid(path.Child("name"), volume.Name, $"PVC name {GoText.Quote(claim)}: {wrong}");
    }

    private static void ValidateClaimName(PodSpecContext pod, Volume volume, FieldPath path)
    {
        if (volume.PersistentVolumeClaim is not { } claim || pod.PodName.Length == 0)
            return;
        var isOurs = pod.Spec.Volumes.Any(v => v.Ephemeral is not null && $"{pod.PodName}-{v.Name}" == claim.ClaimName);
        if (isOurs)
        {
            pod.Errors.Invalid(
                path.Child("persistentVolumeClaim").Child("claimName"), claim.ClaimName,
                "must not reference a PVC that gets created for an ephemeral volume");
        }
    }

    private static void ValidateSource(object source, FieldPath path, FieldErrors errors)
    {
        switch (source)
        {
            case EmptyDirVolumeSource { SizeLimit.Sign: < 0 }:
                errors.Forbidden(path.Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
                break;
            case HostPathVolumeSource host:
                ValidateHostPath(host, path, errors);
                break;
            case SecretVolumeSource secret:
                if (string.IsNullOrEmpty(secret.SecretName))
                    errors.Required(path.Child("secretName"));
                ValidateMode(secret.DefaultMode, path.Child("defaultMode"), errors);
                ValidateItems(secret.Items, path.Child("items"), errors);
                break;
            case ConfigMapVolumeSource map:
                if (string.IsNullOrEmpty(map.Name))
                    errors.Required(path.Child("name"));
                ValidateMode(map.DefaultMode, path.Child("defaultMode"), errors);
                ValidateItems(map.Items, path.Child("items"), errors);
                break;
            case PersistentVolumeClaimVolumeSource { ClaimName.Length: 0 }:
                errors.Required(path.Child("claimName"));
                break;
            case DownwardAPIVolumeSource downward:
                ValidateMode(downward.DefaultMode, path.Child("defaultMode"), errors);
                foreach (var file in downward.Items)
                    ValidateDownwardFile(file, path, errors);
                break;
            case ProjectedVolumeSource projected:
                ProjectedVolumeValidation.Validate(projected, path, errors);
                break;
            case EphemeralVolumeSource ephemeral:
                StorageVolumeValidation.ValidateEphemeral(ephemeral, path, errors);
                break;
            case ImageVolumeSource image:
                if (string.IsNullOrEmpty(image.Reference))
                    errors.Required(path.Child("reference"));
                errors.OneOf(path.Child("pullPolicy"), image.PullPolicy, "Always", "IfNotPresent", "Never");
                break;
            default:
                StorageVolumeValidation.Validate(source, path, errors);
                break;
        }
    }

    private static void ValidateHostPath(HostPathVolumeSource host, FieldPath path, FieldErrors errors)
    {
        if (host.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
            return;
        }
        Paths.ValidateNoBacksteps(host.Path, path.Child("path"), errors);
        ReadOnlySpan<string> types =
            ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];
        if (host.Type is { } type && !types.Contains(type))
            errors.NotSupported(path.Child("type"), type, types);
    }

    private static IEnumerable<(string Field, object? Source)> Sources(Volume v) =>
    [
        ("emptyDir", v.EmptyDir), ("hostPath", v.HostPath), ("gitRepo", v.GitRepo),
        ("gcePersistentDisk", v.GcePersistentDisk), ("awsElasticBlockStore", v.AwsElasticBlockStore),
        ("secret", v.Secret), ("nfs", v.Nfs), ("iscsi", v.Iscsi), ("glusterfs", v.Glusterfs), ("flocker", v.Flocker),
        ("persistentVolumeClaim", v.PersistentVolumeClaim), ("rbd", v.Rbd), ("cinder", v.Cinder), ("cephfs", v.CephFS),
        ("quobyte", v.Quobyte), ("downwardAPI", v.DownwardApi), ("fc", v.FC), ("flexVolume", v.FlexVolume),
        ("configMap", v.ConfigMap), ("azureFile", v.AzureFile), ("vsphereVolume", v.VsphereVolume),
        ("photonPersistentDisk", v.PhotonPersistentDisk), ("portworxVolume", v.PortworxVolume),
        ("azureDisk", v.AzureDisk), ("storageos", v.StorageOS), ("projected", v.Projected), ("scaleIO", v.ScaleIO),
        ("csi", v.Csi), ("ephemeral", v.Ephemeral), ("image", v.Image),
    ];
}
