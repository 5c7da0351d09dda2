using Orchestrator.Bench.Report;

namespace Orchestrator.Bench.Tests.Report;

/// <summary>What a run leaves of the document that was there.</summary>
public class FiguresDocumentTests
{
    private const string StartsEmpty = "start to ready, empty data", StartsFull = "start to ready, 10,000 objects";
    private const string OneTell = "actors: local Tell, one pair, one in flight";

    private static readonly BenchOptions Options = new() { Runs = 2, Server = "s", Output = "o" };

    [Fact]
    public void FirstRun_HasItsRowsAlone()
    {
        var text = Write("", "fast", ("start empty", 0.4), ("tell one", 14e6));

        Assert.Equal([StartsEmpty, OneTell], Titles(text));
        Assert.DoesNotContain("Rows of earlier", text);
    }

    [Fact]
    public void RowsThatWereNotMeasured_AreKeptInTheirPlace_WithTheMachineTheyAreFrom()
    {
        var first = Write(
            "", "fast", ("start empty", 0.4), ("start full", 0.5), ("idle memory", 85), ("tell one", 14e6));

        var second = Write(first, "slow", ("start full", 0.9));

        Assert.Equal(Titles(first), Titles(second));
        Assert.Equal(RowOf(first, StartsEmpty), RowOf(second, StartsEmpty));
        Assert.StartsWith($"| {StartsFull} | 0.90 s |", RowOf(second, StartsFull));
        Assert.Contains("\nMachine: slow. Medians of 2 runs in 3 minutes, with", second);
        Assert.EndsWith(
            $"\n\nRows of earlier runs:\n- {StartsEmpty}; idle resident memory, control plane and one node; "
            + $"{OneTell}. Machine: fast. Medians of 2 runs in 3 minutes.\n",
            second);
    }

    [Fact]
    public void RowsOfSeveralRuns_KeepEachItsMachine_UntilTheyAreMeasured()
    {
        var first = Write("", "2 cores (A), .NET 10.0; a flush 0.12 ms", ("start empty", 0.4), ("start full", 0.5));
        var second = Write(first, "slow", ("start full", 0.9));
        var third = Write(second, "new", ("tell one", 14e6));

        Assert.EndsWith(
            $"""
            - {StartsEmpty}. Machine: 2 cores (A), .NET 10.0; a flush 0.12 ms. Medians of 2 runs in 3 minutes.
            - {StartsFull}. Machine: slow. Medians of 2 runs in 3 minutes.

            """,
            third);
        Assert.Equal((RowOf(first, StartsEmpty), RowOf(second, StartsFull)),
            (RowOf(third, StartsEmpty), RowOf(third, StartsFull)));
        var all = Write(third, "last", ("start empty", 0.3), ("start full", 0.6), ("tell one", 15e6));
        Assert.DoesNotContain("Rows of earlier", all);
    }

    [Fact]
    public void NothingOfTheTableMeasured_ItStaysAsItIs()
    {
        var first = Write("", "fast", ("start empty", 0.4));
        Assert.Equal(first, Write(first + "\n## Joined nodes\n| start to ready, 10,000 objects | 1 |\n", "slow"));
    }

    [Fact]
    public void RowsOfOtherSections_AreNotTaken()
    {
        var first = Write("", "fast", ("start empty", 0.4)) + $"\n## Joined nodes\n| {StartsFull} | 1 |\n";
        Assert.Equal([StartsEmpty], Titles(Write(first, "slow", ("start empty", 0.5))));
    }

    [Fact]
    public void TitlesOfRows_TellThemApart()
    {
        Assert.Equal(Rows.All.Count, Rows.All.Select(row => row.Title).Distinct().Count());
        string[] separators = ["; ", ". ", " |"];
        Assert.DoesNotContain(Rows.All, row => separators.Any(row.Title.Contains));
    }

    private static string Write(string before, string machine, params (string Figure, double Value)[] measured)
    {
        var figures = new Figures();
        foreach (var (figure, value) in measured)
            figures.Add(figure, value);
        return FiguresDocument.Text(figures, Options, machine, TimeSpan.FromMinutes(3), before);
    }

    private static IEnumerable<string> Titles(string text) => text.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Split(" |")[0][2..]);

    private static string RowOf(string text, string title) =>
        text.Split('\n').Single(line => line.StartsWith($"| {title} |", StringComparison.Ordinal));
}
