using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a container's mounts and block devices.</summary>
internal static class VolumeMountValidation
{
    public static void Validate(
        Container container, Dictionary<string, Volume> volumes, FieldPath path, FieldErrors errors)
    {
        ValidateMounts(container, volumes, path.Child("volumeMounts"), errors);
        ValidateDevices(container, volumes, path.Child("volumeDevices"), errors);
    }

    private static void ValidateMounts(
        Container container, Dictionary<string, Volume> volumes, FieldPath path, FieldErrors errors)
    {
        var points = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = container.VolumeMounts[i];
            var item = path.Index(i);
            if (mount.Name.Length == 0)
                errors.Required(item.Child("name"));
            if (!volumes.TryGetValue(mount.Name, out var volume))
                errors.NotFound(item.Child("name"), mount.Name);
            if (mount.MountPath.Length == 0)
                errors.Required(item.Child("mountPath"));
            if (!points.Add(mount.MountPath))
                errors.Invalid(item.Child("mountPath"), mount.MountPath, "must be unique");
            if (container.VolumeDevices.Any(device => device.Name == mount.Name))
                errors.Invalid(item.Child("name"), mount.Name, "must not already exist in volumeDevices");
            if (container.VolumeDevices.Any(device => device.DevicePath == mount.MountPath))
            {
                errors.Invalid(
                    item.Child("mountPath"), mount.MountPath, "must not already exist as a path in volumeDevices");
            }
            ValidateSubPaths(mount, volume?.Image is not null, path, item, errors);
            ValidatePropagation(mount, container, path, errors);
        }
    }

    private static void ValidateSubPaths(
        VolumeMount mount, bool isImage, FieldPath path, FieldPath item, FieldErrors errors)
    {
        if (mount.SubPath is { Length: > 0 } subPath)
        {
            if (isImage)
                errors.Invalid(item.Child("subPath"), subPath, "not allowed in image volume sources");
            Paths.ValidateDescending(subPath, path.Child("subPath"), errors);
        }
        if (mount.SubPathExpr is not { Length: > 0 } expression)
            return;
        if (isImage)
            errors.Invalid(item.Child("subPathExpr"), expression, "not allowed in image volume sources");
        if (!string.IsNullOrEmpty(mount.SubPath))
            errors.Invalid(item.Child("subPathExpr"), expression, "subPathExpr and subPath are mutually exclusive");
        Paths.ValidateDescending(expression, path.Child("subPathExpr"), errors);
    }

    private static void ValidatePropagation(VolumeMount mount, Container container, FieldPath path, FieldErrors errors)
    {
        var propagation = path.Child("mountPropagation");
        if (mount.MountPropagation is not null)
            errors.OneOf(propagation, mount.MountPropagation, "Bidirectional", "HostToContainer", "None");
        if (mount.MountPropagation == "Bidirectional" && container.SecurityContext?.Privileged is not true)
        {
            errors.Forbidden(
                propagation, "Bidirectional mount propagation is available only to privileged containers");
        }
        if (mount.RecursiveReadOnly is null or "Disabled")
            return;
        var recursive = path.Child("recursiveReadOnly");
        if (mount.RecursiveReadOnly is not ("Enabled" or "IfPossible"))
        {
            errors.NotSupported(recursive, mount.RecursiveReadOnly, "Disabled", "Enabled", "IfPossible");
            return;
        }
        if (!mount.ReadOnly)
            errors.Forbidden(recursive, "may only be specified when readOnly is true");
        if (mount.MountPropagation is not (null or "None"))
            errors.Forbidden(recursive, "may only be specified when mountPropagation is None or not specified");
    }

    private static void ValidateDevices(
        Container container, Dictionary<string, Volume> volumes, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeDevices.Count; i++)
        {
            var device = container.VolumeDevices[i];
            var name = path.Index(i).Child("name");
            var devicePath = path.Index(i).Child("devicePath");
            if (device.Name.Length == 0)
                errors.Required(name);
            else if (!names.Add(device.Name))
                errors.Invalid(name, device.Name, "must be unique");
            if (!volumes.TryGetValue(device.Name, out var volume))
                errors.NotFound(name, device.Name);
            else if (volume is { PersistentVolumeClaim: null, Ephemeral: null })
            {
                errors.Invalid(
                    name, device.Name,
                    "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
            if (device.DevicePath.Length == 0)
                errors.Required(devicePath);
            if (Paths.HasBacksteps(device.DevicePath))
                errors.Invalid(devicePath, device.DevicePath, "can not contain backsteps ('..')");
            else if (!paths.Add(device.DevicePath))
                errors.Invalid(devicePath, device.DevicePath, "must be unique");
            if (container.VolumeMounts.Any(mount => mount.Name == device.Name))
                errors.Invalid(name, device.Name, "must not already exist in volumeMounts");
            if (container.VolumeMounts.Any(mount => mount.MountPath == device.DevicePath))
                errors.Invalid(devicePath, device.DevicePath, "must not already exist as a path in volumeMounts");
        }
    }
}
