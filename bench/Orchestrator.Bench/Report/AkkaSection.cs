using System.Globalization;
using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>The section on what the kernel costs on Akka.NET. A run that could not measure it keeps what
/// was there.</summary>
public static class AkkaSection
{
    private const string Heading = "## Actors on Akka.NET";

    private const string About = """
        Local Tell between two actors of one process; the three take turns in each run. Written where Akka.NET's
        packages restore, and kept by runs elsewhere. *Of Akka.NET*: as a share of plain Akka.NET.
        """;

    public static string Text(Figures figures, BenchOptions options, string machine, string before)
    {
        if (Rows.Akka.All(row => figures.Median(row.Figure) is null))
            return Section.Kept(before, Heading);
        var text = new StringBuilder();
        text.AppendLine().AppendLine(Heading).AppendLine().AppendLine(About).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs.")
            .AppendLine()
            .AppendLine("| what | here | range | of Akka.NET |")
            .AppendLine("|---|---|---|---|");
        foreach (var row in Rows.Akka)
        {
            if (figures.Median(row.Figure) is { } median)
                text.AppendLine(Line(row, figures, median));
        }
        return text.ToString();
    }

    private static string Line(Row row, Figures figures, double median)
    {
        var (low, high) = figures.Range(row.Figure);
        var share = row.Baseline is { } name ? median / figures.Median(name) : null;
        return $"| {row.Title} | {FiguresDocument.Number(median)} {row.Unit} "
            + $"| {FiguresDocument.Number(low)}–{FiguresDocument.Number(high)} | {FiguresDocument.Number(share)} |";
    }
}
