global using FactAttribute = Orchestrator.Store.Postgres.Tests.PostgresFactAttribute;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A fact that needs PostgreSQL's server binaries: skipped where there are none. Every <c>[Fact]</c> of this
/// project is one, those of <c>JournalContract</c> too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : Xunit.FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Binaries is null)
            Skip = "no PostgreSQL server binaries (initdb, postgres) here: install the package postgresql";
    }
}
