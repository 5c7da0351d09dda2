using System.Globalization;
using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>The section on take-overs in an Akka cluster. A run that did not measure them keeps what was
/// there.</summary>
public static class FailoverSection
{
    private const string Heading = "## Taking over in an Akka cluster";

    private const string About = """
        Three control planes in one process under config/akka, each ready to run a tree that does nothing. Settings:
        heartbeat-interval / acceptable-heartbeat-pause / stable-after / down-removal-margin. *Killed*: from the kill
        of the oldest, which runs the tree, until the next one does, and the parts of that. *Cut off*: from the cut
        until the majority's tree runs, and how long the cut-off one ran on beside it (below 0: it had ended before;
        the store's seal and the leader tokens refuse what it writes). *False alarms*: how often a living member was
        called unreachable in 20 s in which twice as many threads as cores took all the processor.
        """;

    private const string Columns =
        "| settings | killed | range | noticed | given up | margin | cut off | range | both ran | range "
        + "| false alarms |";

    public static string Text(Figures figures, BenchOptions options, string machine, string before)
    {
        var measured = FailoverSettings.All.Where(one => figures.Median(one.Figure("killed")) is not null).ToList();
        if (measured.Count == 0)
            return Section.Kept(before, Heading);
        var text = new StringBuilder();
        text.AppendLine().AppendLine(Heading).AppendLine().AppendLine(About).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs.")
            .AppendLine()
            .AppendLine(Columns)
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var settings in measured)
            text.AppendLine(Line(settings, figures));
        return text.ToString();
    }

    private static string Line(FailoverSettings settings, Figures figures)
    {
        var line = new StringBuilder($"| {settings.Title} |");
        foreach (var (what, ranged) in new[]
        {
            ("killed", true), ("noticed", false), ("given up", false), ("margin", false), ("cut", true),
            ("overlap", true),
        })
        {
            line.Append(CultureInfo.InvariantCulture, $" {figures.Median(settings.Figure(what)):0.0} s |");
            if (!ranged)
                continue;
            var (low, high) = figures.Range(settings.Figure(what));
            line.Append(CultureInfo.InvariantCulture, $" {low:0.0} to {high:0.0} |");
        }
        return line.Append(CultureInfo.InvariantCulture, $" {figures.Median(settings.Missed):0} |").ToString();
    }
}
