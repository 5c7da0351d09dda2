using System.Globalization;
using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>The Markdown file.</summary>
public static class FiguresDocument
{
    /// <summary>All before the first section of its own; a run that measured nothing of it keeps what was there, and one
    /// that measured some of it keeps the other rows.</summary>
    public static string Text(
        Figures figures, BenchOptions options, string machine, TimeSpan took, string before)
    {
        var main = before.Split("\n## ")[0];
        if (before.Length > 0 && Rows.All.All(row => figures.Median(row.Figure) is null))
            return main;
        var kept = new KeptRows(main);
        var text = new StringBuilder();
        text.AppendLine("# Figures").AppendLine()
            .AppendLine($"Written by `./build.sh bench{(options.IsQuick ? " --quick" : "")}`; do not edit by hand.")
            .AppendLine()
            .Append(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs ")
            .Append(CultureInfo.InvariantCulture, $"in {took.TotalMinutes:0} minutes, ")
            .AppendLine("with the load generator on the same cores.")
            .AppendLine(HowToRead).AppendLine()
            .AppendLine("| what | here | range | baseline | of baseline | peer | ahead |")
            .AppendLine("|---|---|---|---|---|---|---|");
        foreach (var row in Rows.All)
        {
            if (figures.Median(row.Figure) is { } median)
                text.AppendLine(Line(row, figures, median));
            else if (kept.Show(row) is { } line)
                text.AppendLine(line);
        }
        return text.AppendLine().AppendLine(Notes).Append(kept.Notes()).ToString();
    }

    private const string HowToRead = """

        *Baseline* is an empty Kestrel (TLS, HTTP/2) that answers 1.1 KiB to the same client in the same run, and for
        writes has flushed what it was sent to one file before, all that waits at a time: the least that a durable
        server can do. *Of baseline* is our figure as a share of it, which other load on the machine moves little.
        *Peer* is Kubernetes 1.20.2 with etcd 3.4.23 (for actors Akka.NET 1.5.30), measured earlier on a quiet machine
        of the same kind (2 cores, AMD EPYC, 24 GiB, a flush to disk 0.14 to 0.3 ms) by another client. *Ahead*
        compares it with the figure here: 2.0 is twice as good as the peer. Compare plain figures only when the flush
        and the load average above are like that.
        """;

    private const string Notes = """
        Notes:
        - Every write is on disk (journal synced) before its answer.
        - Servers are fresh for each run and warmed by a small run of the same requests; starts are cold.
        - Clients share one connection for each four of them; watchers use ten connections of their own.
        - Pods of the create and list figures name a scheduler that does not exist, so that only the API works on them.
        - "Sent to event" is from before a write is sent until a watcher has read its event, over all of both.
        """;

    private static string Line(Row row, Figures figures, double median)
    {
        var (low, high) = figures.Range(row.Figure);
        var baseline = row.Baseline is { } name ? figures.Median(name) : null;
        var share = median / baseline;
        var ahead = median / row.Peer;
        if (row.LessIsBetter)
            ahead = 1 / ahead;
        return $"| {row.Title} | {Number(median)} {row.Unit} | {Number(low)}–{Number(high)} "
            + $"| {Number(baseline)} | {Number(share)} "
            + $"| {Number(row.Peer)} | {(ahead is null ? "" : Number(ahead) + " ×")} |";
    }

    internal static string Number(double? value) => value switch
    {
        null => "",
        >= 1_000_000 => (value.Value / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " M",
        >= 100 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
