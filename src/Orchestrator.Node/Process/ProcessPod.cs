using System.Collections.Immutable;

namespace Orchestrator.Node.Process;

/// <summary>A Pod's directory: <c>sandbox.json</c>, and per container a directory of its attempts and its scratch
/// space.</summary>
internal sealed class ProcessPod(string directory, Sandbox sandbox)
{
    private readonly Lock _gate = new();

    public string Directory { get; } = directory;

    public Sandbox Sandbox { get; } = sandbox;

    /// <summary>By name, then newest attempt first.</summary>
    public ImmutableArray<ProcessContainer> Containers { get; private set; } = [];

    public void Add(ProcessContainer container)
    {
        lock (_gate)
        {
            Containers = [.. Containers.Add(container)
                .OrderBy(c => c.Record.Name, StringComparer.Ordinal)
                .ThenByDescending(c => c.Record.Attempt)];
        }
    }

    public void Remove(ProcessContainer container)
    {
        lock (_gate)
            Containers = Containers.Remove(container);
    }

    /// <summary>Null when the directory holds no sandbox that can be read: it was never finished.</summary>
    public static ProcessPod? Load(string directory) =>
        RecordFile.Read(Path.Combine(directory, "sandbox.json"), RecordJson.Default.Sandbox) is { } sandbox
            ? new(directory, sandbox)
            : null;

    public void Create()
    {
        // Secrets lie below: in volumes and in what programs print.
        if (!OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(
                Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        RecordFile.Write(Path.Combine(Directory, "sandbox.json"), Sandbox, RecordJson.Default.Sandbox);
    }

    public string PathOf(string container, int attempt)
    {
        var directory = Path.Combine(Directory, container);
        System.IO.Directory.CreateDirectory(directory);
        return Path.Combine(directory, attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The working directory of a container that names none.</summary>
    public string ScratchOf(string container)
    {
        var directory = Path.Combine(Directory, container, "scratch");
        System.IO.Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>Every attempt written down, with the path of its files without extension.</summary>
    public IEnumerable<(string Path, ContainerRecord Record)> LoadContainers()
    {
        foreach (var directory in System.IO.Directory.EnumerateDirectories(Directory))
        {
            foreach (var file in System.IO.Directory.EnumerateFiles(directory, "*.json"))
            {
                if (RecordFile.Read(file, RecordJson.Default.ContainerRecord) is { } record)
                    yield return (file[..^".json".Length], record);
            }
        }
    }

    public void Delete()
    {
        if (System.IO.Directory.Exists(Directory))
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
