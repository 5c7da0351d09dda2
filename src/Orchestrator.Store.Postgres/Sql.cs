using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Store.Postgres;

/// <summary>Typed parameters: no boxing, and no guess about the column's type.</summary>
internal static class Sql
{
    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Of(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter Of(string[] value) => new NpgsqlParameter<string[]> { TypedValue = value };

    public static NpgsqlParameter Of(long[] value) => new NpgsqlParameter<long[]> { TypedValue = value };

    public static NpgsqlParameter Of(ReadOnlyMemory<byte> value) =>
        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };
}
