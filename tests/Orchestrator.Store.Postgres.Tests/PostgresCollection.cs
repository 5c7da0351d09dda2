namespace Orchestrator.Store.Postgres.Tests;

/// <summary>The tests that share one server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
