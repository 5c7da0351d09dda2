using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Sqlite;

/// <summary>Holds a data directory for one process: an open, locked file, and beside it a file that names the
/// process.</summary>
/// <remarks>The operating system lets go of the lock when the process ends, in whatever way, so a stale one cannot
/// exist. The name has a file of its own because a locked file cannot be read everywhere.</remarks>
internal sealed class DataDirectoryLock : IDisposable
{
    public const string LockName = "orchestrator.lock", HolderName = "orchestrator.pid";

    private const int ErrorNoSpace = 28, ErrorReadOnly = 30;
    private readonly FileStream _lock;
    private readonly string _holderPath;

    private DataDirectoryLock(FileStream held, string holderPath)
    {
        _lock = held;
        _holderPath = holderPath;
    }

    /// <exception cref="DataDirectoryLockedException">Another process holds it.</exception>
    /// <exception cref="JournalReadOnlyException">It cannot be made or written to.</exception>
    /// <exception cref="JournalFullException">There is no space for even that.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var holderPath = Path.Combine(directory, HolderName);
        FileStream? held = null;
        try
        {
            Create(directory);
            held = Open(directory, holderPath);
            File.WriteAllText(holderPath, $"{Environment.ProcessId}\n");
            return new DataDirectoryLock(held, holderPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw error is IOException { HResult: ErrorNoSpace }
                ? new JournalFullException($"no space is left for the data directory {directory}: free some", error)
                : ReadOnly(directory, error);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_holderPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It only names the holder in an error text; the lock itself is what counts, and goes with its handle
            // below.
        }
        _lock.Dispose();
    }

    /// <summary>Secrets lie there: a directory that is made here is its owner's alone.</summary>
    private static void Create(string directory)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(directory))
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(
                directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Open(string directory, string holderPath)
    {
        var path = Path.Combine(directory, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(path) && error.HResult is not (ErrorNoSpace or ErrorReadOnly))
        {
            throw new DataDirectoryLockedException(directory, HolderOf(holderPath), error);
        }
    }

    private static string HolderOf(string holderPath)
    {
        try
        {
            return int.TryParse(File.ReadAllText(holderPath), out var pid) ? $"process {pid}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }

    private static JournalReadOnlyException ReadOnly(string directory, Exception error) =>
        new($"the data directory {directory} cannot be written to: {error.Message}; "
            + "give this user the right to, or name another directory", error);
}
