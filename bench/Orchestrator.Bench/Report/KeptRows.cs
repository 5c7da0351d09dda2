using System.Text;

namespace Orchestrator.Bench.Report;

/// <summary>The rows of the main table as an earlier run wrote them, for those that a run was not asked for or could not
/// measure. Each keeps its figures as they are, and is told with the machine that it is from.</summary>
public sealed class KeptRows
{
    private const string Heading = "Rows of earlier runs:";
    private const string RunPrefix = "Machine: ";
    private const string RunSuffix = ", with the load generator";

    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _shown = [];
    private readonly string _run;

    /// <param name="main">The document before its first section; "" if there is none.</param>
    public KeptRows(string main)
    {
        var lines = main.Split('\n', StringSplitOptions.TrimEntries);
        _run = lines.FirstOrDefault(line => line.StartsWith(RunPrefix, StringComparison.Ordinal))
            ?.Split(RunSuffix)[0][RunPrefix.Length..] ?? "";
        foreach (var line in lines)
        {
            if (line.StartsWith("| ", StringComparison.Ordinal))
                _lines[line[2..line.IndexOf(" |", StringComparison.Ordinal)]] = line;
            else if (line.StartsWith("- ", StringComparison.Ordinal) && Split(line) is var (titles, run))
            {
                foreach (var title in titles)
                    _runs[title] = run;
            }
        }
    }

    /// <summary>The row's line, which is shown from now on; null where there was none.</summary>
    public string? Show(Row row)
    {
        if (!_lines.TryGetValue(row.Title, out var line))
            return null;
        _shown.Add(row.Title);
        return line;
    }

    /// <summary>Which of the rows shown are of which earlier run; "" where none is.</summary>
    public string Notes()
    {
        if (_shown.Count == 0)
            return "";
        var text = new StringBuilder().AppendLine().AppendLine(Heading);
        foreach (var run in _shown.GroupBy(title => _runs.GetValueOrDefault(title, _run), StringComparer.Ordinal))
            text.AppendLine($"- {string.Join("; ", run)}. {RunPrefix}{run.Key}.");
        return text.ToString();
    }

    private static (string[] Titles, string Run)? Split(string note)
    {
        var at = note.IndexOf($". {RunPrefix}", StringComparison.Ordinal);
        return at < 0 ? null : (note[2..at].Split("; "), note[(at + 2 + RunPrefix.Length)..].TrimEnd('.'));
    }
}
