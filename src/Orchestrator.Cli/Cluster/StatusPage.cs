using Spectre.Console;

namespace Orchestrator.Cli.Cluster;

/// <summary>Draws a <see cref="ClusterStatus"/>: the members as a table as wide as the terminal allows, then what a
/// table does not hold.</summary>
public static class StatusPage
{
    private const int Gap = 3;

    public static void Write(ClusterStatus status, IAnsiConsole output)
    {
        var membership = new Membership(status.Record, status.Views);
        output.Write(Draw(status, membership, output.Profile.Width));
        foreach (var note in StatusNotes.Of(status, membership))
            output.WriteLine(note);
    }

    private static Table Draw(ClusterStatus status, Membership membership, int width)
    {
        var columns = StatusColumn.All
            .Select(column => (Column: column, Cells: status.Members.Select(m => column.Cell(m, membership)).ToList()))
            .ToList();
        while (columns.Sum(one => WidthOf(one.Column, one.Cells) + Gap) - Gap > width
            && columns.MaxBy(one => one.Column.Rank) is { Column.Rank: > 0 } least)
        {
            columns.Remove(least);
        }
        var table = new Table().Border(TableBorder.None).HideFooters();
        foreach (var (column, _) in columns)
            table.AddColumn(
                new TableColumn(column.Title).NoWrap().PadLeft(0).PadRight(column == columns[^1].Column ? 0 : Gap));
        for (var row = 0; row < status.Members.Count; row++)
            table.AddRow([.. columns.Select(one => one.Column.Markup(one.Cells[row]))]);
        return table;
    }

    private static int WidthOf(StatusColumn column, List<string> cells) =>
        cells.Select(cell => cell.Length).Append(column.Title.Length).Max();
}
