namespace Orchestrator.Hosting.Joining;

/// <summary>Holds a joined directory for one process; the operating system lets go when the process ends, in whatever
/// way.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string LockName = "node.lock", HolderName = "node.pid";

    private readonly FileStream _lock;
    private readonly string _directory;

    private DirectoryLock(FileStream held, string directory) => (_lock, _directory) = (held, directory);

    /// <exception cref="JoinException">Another process holds it, or it cannot be written to.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, LockName);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Path.Combine(directory, HolderName), $"{Environment.ProcessId}\n");
            return new(held, directory);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new JoinException($"the data directory {directory} cannot be written to: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new JoinException(
                $"the data directory {directory} is in use by {HolderOf(directory)}: stop that one first, "
                + "or name another directory with --data", error);
        }
    }

    /// <summary>Removes its files as well, where the directory is to be empty afterwards.</summary>
    public void Remove() => File.Delete(Path.Combine(_directory, LockName));

    public void Dispose()
    {
        File.Delete(Path.Combine(_directory, HolderName));
        _lock.Dispose();
    }

    private static string HolderOf(string directory)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(directory, HolderName)), out var pid)
                ? $"process {pid}"
                : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
