using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.Hosting.Tests;

/// <summary>A fact that needs PostgreSQL's server binaries; skipped, with the reason printed, where there are
/// none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public const string Reason = "no PostgreSQL server binaries (initdb, postgres) here: install the package postgresql";

    public PostgresFactAttribute()
    {
        if (PostgresServer.Binaries is null)
            Skip = Reason;
    }
}

/// <inheritdoc cref="PostgresFactAttribute"/>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresServer.Binaries is null)
            Skip = PostgresFactAttribute.Reason;
    }
}
