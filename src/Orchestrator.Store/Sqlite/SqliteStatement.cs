using SQLitePCL;

namespace Orchestrator.Store.Sqlite;

/// <summary>A prepared statement: bind, step, read columns, reset.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    private int _bound;

    public SqliteStatement Bind(long value)
    {
        database.Check(raw.sqlite3_bind_int64(statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(string value)
    {
        database.Check(raw.sqlite3_bind_text(statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(statement, ++_bound, value));
        return this;
    }

    /// <summary>True while there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Steps to the end and makes the statement ready for the next use, also after an error.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    public void Reset()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
        _bound = 0;
    }

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => raw.sqlite3_finalize(statement);
}
