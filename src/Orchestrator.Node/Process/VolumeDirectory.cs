using Orchestrator.Node.Volumes;

namespace Orchestrator.Node.Process;

/// <summary>Volumes as directories beside a Pod's containers; they go when its sandbox does.</summary>
public sealed class VolumeDirectory(ProcessRuntimeOptions options) : IVolumeHost
{
    // No container's name can hold a '~'.
    private const string Below = "volumes~";

    public ValueTask<string> ProjectAsync(
        Pod pod, string volume, ValueList<VolumeFile> files, CancellationToken cancellation)
    {
        var directory = PathOf(pod, volume);
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        foreach (var file in files)
        {
            var path = Path.GetFullPath(file.Path, directory);
            if (!path.StartsWith(directory + "/", StringComparison.Ordinal))
                throw new RuntimeException("FailedMount", $"path {file.Path} leaves its volume");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.Span);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, (UnixFileMode)(file.Mode & 0x1FF));
        }
        return new(directory);
    }

    public ValueTask<string> EmptyDirAsync(Pod pod, string volume, CancellationToken cancellation)
    {
        var directory = PathOf(pod, volume);
        Directory.CreateDirectory(directory);
        return new(directory);
    }

    public ValueTask<string?> CheckHostPathAsync(HostPathVolumeSource source, CancellationToken cancellation) => new(
        source.Type switch
        {
            null or "" => null,
            "DirectoryOrCreate" => Directory.CreateDirectory(source.Path).Exists ? null : "cannot make it",
            "Directory" => Directory.Exists(source.Path) ? null
                : "hostPath type check failed: " + source.Path + " is not a directory",
            "File" => File.Exists(source.Path) ? null : "hostPath type check failed: " + source.Path + " is not a file",
            "FileOrCreate" => Touch(source.Path),
            var other => $"hostPath type {other} is not known to this node",
        });

    private static string? Touch(string path)
    {
        File.Open(path, FileMode.OpenOrCreate).Dispose();
        return null;
    }

    private string PathOf(Pod pod, string volume) => Path.Combine(
        Path.GetFullPath(options.PodsDirectory),
        $"{pod.Metadata.Namespace}_{pod.Metadata.Name}_{pod.Metadata.Uid}", Below, volume);
}
