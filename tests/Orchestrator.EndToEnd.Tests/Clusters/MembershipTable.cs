using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The column MEMBERSHIP of <c>cluster status</c>.</summary>
internal static class MembershipTable
{
    /// <summary>Waits until the page has each member so.</summary>
    /// <param name="rows">Patterns such as <c>cp-1 (up|joining)</c>.</param>
    public static Task ShowsAsync(LaunchedCluster cluster, params string[] rows) => Eventually.Async(async () =>
    {
        var page = await cluster.CommandAsync("status");
        var lines = page.Split('\n');
        var column = lines[0].IndexOf("MEMBERSHIP", StringComparison.Ordinal);
        Assert.True(column > 0, page);
        var shown = lines.Where(line => line.Length > column && line[column - 1] == ' ')
            .Select(line => $"{line.Split(' ')[0]} {Cell(line[column..])}").ToList();
        Assert.All(rows, row => Assert.True(
            shown.Exists(one => Regex.IsMatch(one, $"^{row}$")), $"{row} is not in\n{page}"));
    });

    private static string Cell(string rest) => Regex.Split(rest, " {2,}")[0].Trim();
}
