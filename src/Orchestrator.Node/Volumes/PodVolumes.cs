namespace Orchestrator.Node.Volumes;

/// <summary>Makes a Pod's volumes and tells where a container finds its mounts.</summary>
/// <remarks>
/// A process sees the machine's own files: nothing appears at mountPath. Each mount's place is told by the variable
/// <c>ORCHESTRATOR_MOUNT_NAME</c> instead; see docs/decisions/0071.
/// </remarks>
public sealed class PodVolumes(IVolumeHost host, VolumeContents contents)
{
    /// <summary>The variables of one container's mounts, its volumes made.</summary>
    /// <exception cref="RuntimeException">A volume cannot be made; the reason is FailedMount.</exception>
    public async ValueTask<ValueList<KeyValuePair<string, string>>> MountAsync(
        Pod pod, Container container, string podIp, CancellationToken cancellation)
    {
        ValueList<KeyValuePair<string, string>> variables = [];
        foreach (var mount in container.VolumeMounts)
        {
            var volume = pod.Spec.Volumes.FirstOrDefault(v => v.Name == mount.Name)
                ?? throw new RuntimeException("FailedMount", $"volume \"{mount.Name}\" is not one of the Pod's");
            var directory = await MakeAsync(pod, volume, podIp, cancellation);
            var place = mount.SubPath is { Length: > 0 } sub ? $"{directory}/{sub}" : directory;
            variables = variables.Add(new(Variable(mount.Name), place));
        }
        return variables;
    }

    /// <example><c>my-config</c> is told by <c>ORCHESTRATOR_MOUNT_MY_CONFIG</c>.</example>
    public static string Variable(string volume) =>
        "ORCHESTRATOR_MOUNT_" + volume.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    private async ValueTask<string> MakeAsync(Pod pod, Volume volume, string podIp, CancellationToken cancellation)
    {
        if (volume.EmptyDir is not null)
            return await host.EmptyDirAsync(pod, volume.Name, cancellation);
        if (volume.HostPath is { } path)
        {
            return await host.CheckHostPathAsync(path, cancellation) is { } wrong
                ? throw new RuntimeException("FailedMount",
                    $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {wrong}")
                : path.Path;
        }
        try
        {
            var files = await contents.OfAsync(pod, volume, podIp, cancellation);
            return await host.ProjectAsync(pod, volume.Name, files, cancellation);
        }
        catch (RuntimeException error)
        {
            throw new RuntimeException(
                "FailedMount", $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {error.Message}", error);
        }
    }
}
