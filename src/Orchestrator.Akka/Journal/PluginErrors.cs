using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Store.Journals;
using SQLitePCL;

namespace Orchestrator.Akka.Journal;

/// <summary>What the plugin and its database threw, as the journal's errors.</summary>
internal static class PluginErrors
{
    private const int PrimaryMask = 0xFF;
    private const int NotUnique = raw.SQLITE_CONSTRAINT | (8 << 8), NotUniqueKey = raw.SQLITE_CONSTRAINT | (6 << 8);

    /// <param name="error">What the plugin answered; the database's own error may lie anywhere within.</param>
    /// <param name="position">The row in question.</param>
    public static JournalException Translate(Exception error, JournalPosition position)
    {
        foreach (var inner in Flatten(error))
        {
            switch (inner)
            {
                case JournalException known:
                    return known;
                case SqliteException sqlite:
                    return OfSqlite(sqlite, position);
                case PostgresException postgres:
                    return OfPostgres(postgres, position);
            }
        }
        return new JournalException($"Akka's journal could not serve row {position}: {error.Message}", error);
    }

    private static JournalException OfSqlite(SqliteException error, JournalPosition position) =>
        error.SqliteExtendedErrorCode is NotUnique or NotUniqueKey
            ? new JournalConflictException(position)
            : OfPrimaryCode(error);

    private static JournalException OfPrimaryCode(SqliteException error) =>
        (error.SqliteErrorCode & PrimaryMask) switch
        {
            raw.SQLITE_FULL => new JournalFullException($"no space is left for the data file: {error.Message}", error),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => new JournalReadOnlyException(
                $"the data file cannot be written to: {error.Message}; check the rights on it", error),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new JournalCorruptException(
                $"the data file is damaged: {error.Message}; restore it from a backup", error),
            _ => new JournalException($"the data file: {error.Message}", error),
        };

    private static JournalException OfPostgres(PostgresException error, JournalPosition position) =>
        error.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation => new JournalConflictException(position),
            PostgresErrorCodes.DiskFull => new JournalFullException(
                $"no space is left for the database: {error.MessageText}", error),
            PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege =>
                new JournalReadOnlyException($"the database cannot be written to: {error.MessageText}", error),
            _ => new JournalException($"the database: {error.MessageText} ({error.SqlState})", error),
        };

    private static IEnumerable<Exception> Flatten(Exception error)
    {
        yield return error;
        IEnumerable<Exception> inner = error is AggregateException several
            ? several.InnerExceptions
            : error.InnerException is { } one ? [one] : [];
        foreach (var deeper in inner.SelectMany(Flatten))
            yield return deeper;
    }
}
