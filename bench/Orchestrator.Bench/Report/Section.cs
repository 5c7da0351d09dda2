namespace Orchestrator.Bench.Report;

/// <summary>A section of the document that only some runs measure.</summary>
public static class Section
{
    private const string NextHeading = "\n## ";

    /// <summary>What <paramref name="before"/> has under a heading, for a run that did not measure it; "" if
    /// nothing.</summary>
    public static string Kept(string before, string heading)
    {
        var start = before.IndexOf(heading, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var end = before.IndexOf(NextHeading, start, StringComparison.Ordinal);
        return Environment.NewLine + (end < 0 ? before[start..] : before[start..end]);
    }
}
