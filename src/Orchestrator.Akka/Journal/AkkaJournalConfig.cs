using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Npgsql;
using Orchestrator.Store.Sqlite;

namespace Orchestrator.Akka.Journal;

/// <summary>How Akka.Persistence.Sql is told to use the store's tables.
/// Goes into the actor system when it is made.</summary>
/// <example><code>
///   BootstrapSetup.Create().WithConfig(AkkaJournalConfig.Hocon).And(AkkaJournalConfig.Sqlite(directory))
/// </code></example>
public static class AkkaJournalConfig
{
    /// <summary>Where the plugin's configuration lies, and its name.</summary>
    public const string PluginId = "akka.persistence.journal.orchestrator-store";

    /// <summary>The plugin on the tables that the built-in journals make, and the serializer of their rows.</summary>
    /// <remarks>No writer column: the plugin would put a number of its own there, and Akka's replay filter take a seal
    /// by another process for a mistake. No call may time out early in the circuit breaker: a row that is still being
    /// written must not be reported as missing. No connection string:
    /// passwords do not belong in a configuration that is logged.</remarks>
    public static Config Hocon { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor {
          serializers.orchestrator-store = "{{typeof(StoreEventSerializer).FullName}}, Orchestrator.Akka"
          serialization-bindings {
            "{{typeof(StoreEvent).FullName}}, Orchestrator.Akka" = orchestrator-store
          }
        }
        {{PluginId}} {
          class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
          plugin-id = "{{PluginId}}"
          plugin-dispatcher = "akka.actor.default-dispatcher"
          auto-initialize = off
          tag-write-mode = Csv
          replay-batch-size = {{JournalBridge.RowsPerReplay}}
          default.journal.use-writer-uuid-column = off
          replay-filter.mode = off
          circuit-breaker { max-failures = 5, call-timeout = 60s, reset-timeout = 1s }
        }
        """);

    /// <summary>The data file of a data directory.</summary>
    public static Setup Sqlite(string directory) =>
        For(new DataOptions().UseConnectionString(
            ProviderName.SQLiteMS, $"Data Source={Path.Combine(directory, SqliteSchema.FileName)}"));

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connection">For the plugin alone: see <see cref="PluginSessions"/>.</param>
    internal static Setup Postgres(NpgsqlConnectionStringBuilder connection) =>
        For(new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, connection.ConnectionString));

    private static MultiDataOptionsSetup For(DataOptions options)
    {
        var setup = new MultiDataOptionsSetup();
        setup.AddDataOptions(PluginId, options);
        return setup;
    }
}
