using Orchestrator.Store.Journals;
using SQLitePCL;

namespace Orchestrator.Store.Sqlite;

/// <summary>One connection to the data file, on one thread: pragmas, transactions, errors that say what to
/// do.</summary>
/// <remarks>SQLite's own interface rather than ADO.NET: payloads are bound as spans, and a start is some 30 ms
/// shorter.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    // The wait for a reader's lock, such as somebody's sqlite3 shell.
    private const int BusyTimeoutMs = 5000;
    private readonly sqlite3 _db;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 db, string path)
    {
        _db = db;
        FilePath = path;
    }

    public string FilePath { get; }

    public static SqliteDatabase Open(string path)
    {
        var code = raw.sqlite3_open_v2(
            path, out var db, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(db, path);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(db, 1);
            raw.sqlite3_busy_timeout(db, BusyTimeoutMs);
            foreach (var pragma in SqliteSchema.Pragmas)
                database.Execute(pragma);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs several statements as one: all of them are on disk afterwards, or none is.</summary>
    public void InTransaction(Action body)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            body();
            Execute("COMMIT");
        }
        catch
        {
            // Some errors, a full disk among them, have rolled back already.
            if (raw.sqlite3_get_autocommit(_db) == 0)
                raw.sqlite3_exec(_db, "ROLLBACK");
            throw;
        }
    }

    /// <exception cref="JournalException">The code is an error.</exception>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        var message = raw.sqlite3_errmsg(_db).utf8_to_string();
        throw SqliteErrors.Translate(raw.sqlite3_extended_errcode(_db), message, FilePath);
    }

    public void Dispose() => raw.sqlite3_close_v2(_db);
}
