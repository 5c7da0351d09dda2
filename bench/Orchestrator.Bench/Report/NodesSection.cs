using System.Globalization;
using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>A section on hollow nodes, one for each way to join. A run that did not measure it keeps what was
/// there.</summary>
public sealed class NodesSection
{
    public static readonly NodesSection Https = new()
    {
        Heading = "## Joined nodes",
        Name = "nodes",
        Flags = [],
        About = """
            Hollow nodes, at most 250 to a process, join one control plane over HTTPS, as `orchestrator cluster up
            --control-planes 1 --nodes 1000 --runtime hollow` starts them; its journal is PostgreSQL. Idle: a minute in
            which nodes renew their Leases every 10 s and report their status; heartbeats are counted by a watch in the
            minute after that. Processor: 1,000 ms per s is one core.
            """,
    };

    public static readonly NodesSection Akka = new()
    {
        Heading = "## Nodes as members of an Akka cluster",
        Name = "akka nodes",
        Flags = ["--akka"],
        About = """
            The same nodes in as many processes, as `orchestrator cluster up --akka --control-planes 1 --nodes 1000
            --runtime hollow` starts them: each process is a member, and its nodes speak to the API over Akka.Remote.
            Written where Akka.NET's packages restore, and kept by runs elsewhere.
            """,
    };

    private static readonly (string Title, string Figure, string Unit)[] Lines =
    [
        ("from the nodes' start until all are Ready", "ready", "s"),
        ("control plane: resident memory, idle", "control plane memory", "MiB"),
        ("control plane: processor, idle", "control plane processor", "ms per s"),
        ("processes of nodes: resident memory, idle", "memory", "MiB"),
        ("for each node", "memory each", "KiB"),
        ("processes of nodes: processor, idle", "processor", "ms per s"),
        ("for each node", "processor each", "ms per s"),
        ("heartbeats: Leases renewed, idle", "heartbeats", "per s"),
        ("the longest that a node was without one", "longest without a heartbeat", "s"),
    ];

    public static IReadOnlyList<int> Counts { get; } = [100, 1000];

    /// <summary>More for <c>orchestrator cluster up</c>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    private string Heading { get; init; } = "";

    private string Name { get; init; } = "";

    private string About { get; init; } = "";

    /// <summary>The name of a figure, such as <c>nodes 100 ready</c>.</summary>
    public string Figure(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} {count} {what}");

    public string Text(Figures figures, BenchOptions options, string machine, string before)
    {
        if (Counts.All(count => figures.Median(Figure(count, "ready")) is null))
            return Section.Kept(before, Heading);
        var text = new StringBuilder();
        text.AppendLine().AppendLine(Heading).AppendLine().AppendLine(About).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {machine}. Medians of {options.Runs} runs.")
            .AppendLine()
            .Append("| what |");
        foreach (var count in Counts)
            text.Append(CultureInfo.InvariantCulture, $" {count:#,0} nodes | range |");
        text.AppendLine().Append("|---|").Insert(text.Length, "---|---|", Counts.Count).AppendLine();
        foreach (var (title, figure, unit) in Lines)
            text.AppendLine(Line(title, figure, unit, figures));
        return text.ToString();
    }

    private string Line(string title, string figure, string unit, Figures figures)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {title} |");
        foreach (var count in Counts)
        {
            var name = Figure(count, figure);
            if (figures.Median(name) is not { } median)
            {
                line.Append(" not measured | |");
                continue;
            }
            var (low, high) = figures.Range(name);
            line.Append(CultureInfo.InvariantCulture, $" {FiguresDocument.Number(median)} {unit} ")
                .Append(
                    CultureInfo.InvariantCulture, $"| {FiguresDocument.Number(low)}–{FiguresDocument.Number(high)} |");
        }
        return line.ToString();
    }
}
