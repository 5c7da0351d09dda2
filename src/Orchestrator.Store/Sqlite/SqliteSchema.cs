namespace Orchestrator.Store.Sqlite;

/// <summary>The tables, as Akka.Persistence.Sql makes them on SQLite, and how the file is written.</summary>
internal static class SqliteSchema
{
    public const string FileName = "orchestrator.db";

    /// <summary>FULL: the write-ahead log is synced before an append is answered. The log is copied back every 16 MiB,
    /// and cut to at most 64 MiB afterwards.</summary>
    public static IReadOnlyList<string> Pragmas { get; } =
    [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 4096",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -8192",
        "PRAGMA temp_store = MEMORY",
    ];

    /// <summary>The plugin's two other indexes on each table (created, sequence_number) serve queries that the store
    /// does not make and would cost each append two more pages; the plugin adds them itself when it opens the
    /// file.</summary>
    public const string Create = """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created BIGINT NOT NULL,
            deleted BIT NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            message BLOB NOT NULL,
            tags NVARCHAR(100) NULL,
            manifest NVARCHAR(500) NOT NULL,
            identifier INT NULL,
            writer_uuid NVARCHAR(128) NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot BLOB NOT NULL,
            manifest NVARCHAR(500) NOT NULL,
            serializer_id INT NULL,
            CONSTRAINT PK_snapshot PRIMARY KEY (persistence_id, sequence_number));
        """;
}
