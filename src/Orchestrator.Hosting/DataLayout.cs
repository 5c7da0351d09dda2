namespace Orchestrator.Hosting;

/// <summary>Where things lie below a data directory.</summary>
internal sealed class DataLayout(string root, bool isTemporary)
{
    public string Root { get; } = root;

    /// <summary>Made by us for this run, and removed when it ends.</summary>
    public bool IsTemporary { get; } = isTemporary;

    public string Store => Path.Combine(Root, "store");

    public string Pki => Path.Combine(Root, "pki");

    public string AdminKubeconfig => Path.Combine(Root, "admin.kubeconfig");

    public string Pods(string node) => Path.Combine(Root, "nodes", node, "pods");

    /// <exception cref="DataDirectoryException">It cannot be made or written to.</exception>
    public static DataLayout Prepare(string? directory)
    {
        if (directory is null)
            return new(Directory.CreateTempSubdirectory("orchestrator-").FullName, isTemporary: true);
        var full = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException(
                $"the data directory {full} cannot be made: {error.Message} Choose another with --data.", error);
        }
        return new(full, isTemporary: false);
    }

    public void Remove()
    {
        if (IsTemporary)
            Directory.Delete(Root, recursive: true);
    }
}
