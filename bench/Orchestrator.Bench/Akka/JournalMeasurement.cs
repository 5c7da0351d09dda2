using Orchestrator.Akka.Journal;
using Orchestrator.Bench.Measurements;
using Orchestrator.Bench.Report;
using Orchestrator.Bench.Stores;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;
using Orchestrator.Store.Sqlite;
using Orchestrator.Testing;

namespace Orchestrator.Bench.Akka;

/// <summary>Stores in this process on the journal of Akka.Persistence.Sql and on the built-in one, in turns, on new
/// tables of the same kind.</summary>
public sealed class JournalMeasurement : IMeasurement
{
    private const int Writes = 8000;

    public string Name => "journal";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await OnSqliteAsync("built-in", async path => await SqliteJournal.OpenAsync(path), options, figures);
        await OnSqliteAsync("plugin", async path => await AkkaJournal.OpenSqliteAsync(path), options, figures);
        await OnPostgresAsync("built-in", async url => await PostgresJournal.OpenAsync(url), options, figures);
        await OnPostgresAsync("plugin", async url => await AkkaJournal.OpenPostgresAsync(url), options, figures);
    }

    private static async Task OnSqliteAsync(
        string journal, Func<string, Task<IJournal>> open, BenchOptions options, Figures figures)
    {
        var directory = Directory.CreateTempSubdirectory("orchestrator-bench-");
        try
        {
            await WriteAsync($"{JournalSection.Sqlite} {journal}", await open(directory.FullName), options, figures);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task OnPostgresAsync(
        string journal, Func<string, Task<IJournal>> open, BenchOptions options, Figures figures)
    {
        if (LocalPostgres.Binaries is null)
        {
            await Console.Error.WriteLineAsync("journal: PostgreSQL's server is not installed; its rows are left out");
            return;
        }
        await using var server = new LocalPostgres();
        await server.StartAsync();
        var url = server.To(LocalPostgres.User);
        await WriteAsync($"{JournalSection.Postgres} {journal}", await open(url), options, figures);
    }

    private static async Task WriteAsync(string name, IJournal journal, BenchOptions options, Figures figures)
    {
        await using var store = await SharedStore.StartAsync(journal, follows: false);
        await store.WritesAsync("warm", 16, 1000);
        foreach (var writers in JournalSection.Writers)
        {
            var count = options.Scaled(writers == 1 ? Writes / 8 : Writes);
            figures.Add($"{name} {writers}", await store.WritesAsync($"w{writers}", writers, count));
        }
    }
}
