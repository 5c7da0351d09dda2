namespace Orchestrator.Store.Journals;

/// <summary>The journal could not do what was asked. After a failed append the row may be there or not.</summary>
public class JournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another row has that position: an earlier append that was thought lost, or another leader's seal.</summary>
public sealed class JournalConflictException(JournalPosition position)
    : JournalException($"the journal has a row at {position} already");

/// <summary>Another leader has taken over.</summary>
public sealed class JournalSealedException(long epoch)
    : JournalException($"leadership {epoch} has been sealed: another process has taken the store over");

/// <summary>No space is left; nothing was kept.</summary>
public sealed class JournalFullException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>The directory or file may not be written to.</summary>
public sealed class JournalReadOnlyException(string message, Exception? inner = null)
    : JournalException(message, inner);

/// <summary>The file holds something that this store did not write, or lacks something that it did.</summary>
public sealed class JournalCorruptException(string message, Exception? inner = null)
    : JournalException(message, inner);

/// <summary>Another process has the data directory.</summary>
public sealed class DataDirectoryLockedException(string directory, string holder, Exception? inner = null)
    : JournalException(
        $"the data directory {directory} is in use by {holder}; stop it, or name another directory", inner)
{
    public string Directory { get; } = directory;

    /// <summary>The process that holds it, such as <c>process 4711</c>.</summary>
    public string Holder { get; } = holder;
}
