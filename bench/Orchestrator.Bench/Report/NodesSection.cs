using System.Globalization;
using System.Text;
using Orchestrator.Bench.Measurements;

namespace Orchestrator.Bench.Report;

/// <summary>The section on joined nodes. A run that did not measure them keeps what was there.</summary>
public static class NodesSection
{
    private const string Heading = "## Joined nodes";

    public static string Text(Figures figures, BenchOptions options, string machine, string before)
    {
        if (NodesMeasurement.Counts.All(count => figures.Median($"nodes {count} ready") is null))
            return Section.Kept(before, Heading);
        var text = new StringBuilder();
        text.AppendLine().AppendLine(Heading).AppendLine()
            .AppendLine("Hollow nodes, at most 250 to a process, join one control plane over HTTPS, as `orchestrator cluster up")
            .AppendLine("--control-planes 1 --nodes 1000 --runtime hollow` starts them; its journal is PostgreSQL. Idle: a minute in")
            .AppendLine("which nodes renew their Leases and report their status. Processor: 1,000 ms per s is one core.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs.").AppendLine()
            .Append("| what |");
        foreach (var count in NodesMeasurement.Counts)
            text.Append(CultureInfo.InvariantCulture, $" {count:#,0} nodes | range |");
        text.AppendLine().Append("|---|").Insert(text.Length, "---|---|", NodesMeasurement.Counts.Length).AppendLine();
        foreach (var (title, figure, unit) in Lines)
            text.AppendLine(Line(title, figure, unit, figures));
        return text.ToString();
    }

    private static readonly (string Title, string Figure, string Unit)[] Lines =
    [
        ("from the nodes' start until all are Ready", "ready", "s"),
        ("control plane: resident memory, idle", "control plane memory", "MiB"),
        ("control plane: processor, idle", "control plane processor", "ms per s"),
        ("processes of nodes: resident memory, idle", "memory", "MiB"),
        ("for each node", "memory each", "KiB"),
        ("processes of nodes: processor, idle", "processor", "ms per s"),
        ("for each node", "processor each", "ms per s"),
    ];

    private static string Line(string title, string figure, string unit, Figures figures)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {title} |");
        foreach (var count in NodesMeasurement.Counts)
        {
            var name = $"nodes {count} {figure}";
            if (figures.Median(name) is not { } median)
            {
                line.Append(" not measured | |");
                continue;
            }
            var (low, high) = figures.Range(name);
            line.Append(CultureInfo.InvariantCulture, $" {FiguresDocument.Number(median)} {unit} ")
                .Append(CultureInfo.InvariantCulture, $"| {FiguresDocument.Number(low)}–{FiguresDocument.Number(high)} |");
        }
        return line.ToString();
    }
}
