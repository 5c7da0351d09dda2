namespace Orchestrator.Node.Volumes;

/// <summary>Where a node keeps the volumes of its Pods.</summary>
public interface IVolumeHost
{
    /// <summary>Makes a volume that holds exactly these files, replacing what it held; answers its directory.</summary>
    ValueTask<string> ProjectAsync(Pod pod, string volume, ValueList<VolumeFile> files, CancellationToken cancellation);

    /// <summary>Makes an empty volume, or leaves it with what it holds; answers its directory.</summary>
    ValueTask<string> EmptyDirAsync(Pod pod, string volume, CancellationToken cancellation);

    /// <summary>Checks a path of the machine against its hostPath type; null when it fits, otherwise what is
    /// wrong.</summary>
    ValueTask<string?> CheckHostPathAsync(HostPathVolumeSource source, CancellationToken cancellation);
}

/// <summary>One file of a projected volume.</summary>
/// <param name="Path">Relative, with / between its parts.</param>
/// <param name="Mode">Permission bits, such as 420 for 0644.</param>
public sealed record VolumeFile(string Path, Bytes Content, int Mode);
