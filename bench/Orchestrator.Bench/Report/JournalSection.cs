using System.Globalization;
using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>The section on the journal of Akka.Persistence.Sql. A run that did not measure it keeps what was
/// there.</summary>
public static class JournalSection
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";
    private const string Heading = "## The journal on Akka.Persistence.Sql";

    private const string About = """
        Durable creates of 1 KiB in stores of this process, each on disk before its answer; rows as the store makes
        them, of all writes that wait. *Of built-in*: as a share of the built-in journal on the same tables, in the
        same run.
        """;

    /// <summary>Clients of the store at a time.</summary>
    public static IReadOnlyList<int> Writers { get; } = [1, 16, 64];

    public static string Text(Figures figures, BenchOptions options, string machine, string before)
    {
        if (figures.Median(Name(Sqlite, "plugin", 1)) is null)
            return Section.Kept(before, Heading);
        var text = new StringBuilder();
        text.AppendLine().AppendLine(Heading).AppendLine().AppendLine(About).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs.")
            .AppendLine()
            .AppendLine("| what | Akka.Persistence.Sql | range | built-in | range | of built-in |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach (var database in new[] { Sqlite, Postgres })
        {
            foreach (var writers in Writers)
                AppendLine(text, figures, database, writers);
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, Figures figures, string database, int writers)
    {
        if (figures.Median(Name(database, "plugin", writers)) is not { } plugin)
            return;
        text.Append(CultureInfo.InvariantCulture, $"| {database}, {writers} writer{(writers == 1 ? "" : "s")} |");
        foreach (var journal in new[] { "plugin", "built-in" })
        {
            var name = Name(database, journal, writers);
            var (low, high) = figures.Range(name);
            text.Append(CultureInfo.InvariantCulture, $" {FiguresDocument.Number(figures.Median(name))} per s ")
                .Append(
                    CultureInfo.InvariantCulture, $"| {FiguresDocument.Number(low)}–{FiguresDocument.Number(high)} |");
        }
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $" {FiguresDocument.Number(plugin / figures.Median(Name(database, "built-in", writers)))} |");
    }

    private static string Name(string database, string journal, int writers) => $"{database} {journal} {writers}";
}
