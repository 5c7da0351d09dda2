using Orchestrator.Store.Journals;
using SQLitePCL;

namespace Orchestrator.Store.Sqlite;

/// <summary>SQLite's result codes as the journal's errors, each with what to do about it.</summary>
internal static class SqliteErrors
{
    private const int PrimaryMask = 0xFF;

    public static JournalException Translate(int code, string message, string path) => (code & PrimaryMask) switch
    {
        raw.SQLITE_FULL => new JournalFullException(
            $"no space is left for {path}: free some; nothing that was acknowledged is lost"),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new JournalReadOnlyException(
            $"{path} cannot be written to: {message}; give this user the right to, or name another data directory"),
        raw.SQLITE_CANTOPEN => new JournalReadOnlyException(
            $"{path} cannot be opened: {message}; check the data directory and the rights on it"),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new JournalCorruptException(
            $"{path} is damaged or is not a data file: {message}; move it away, or restore it from a backup"),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new JournalException(
            $"{path} is in use by another program: {message}; close it"),
        raw.SQLITE_IOERR => new JournalException(
            $"the disk under {path} failed: {message} ({code}); check it, and the system's log"),
        _ => new JournalException($"{path}: {message} ({code})"),
    };
}
