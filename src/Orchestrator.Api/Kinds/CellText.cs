namespace Orchestrator.Api.Kinds;

/// <summary>Texts that the tables of several kinds share.</summary>
internal static class CellText
{
    public const string None = "<none>";
    public const string Unknown = "<unknown>";

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? Unknown : text;

    /// <summary>The first few of a list, and how many more there are.</summary>
    /// <param name="some">At most as many as are shown.</param>
    public static string Shortened(List<string> some, int count, string empty)
    {
        var text = string.Join(',', some);
        if (count > some.Count)
            return $"{text} + {count - some.Count} more...";
        return text.Length == 0 ? empty : text;
    }

    /// <summary><c>a=1,b=2</c>.</summary>
    public static string Labels(ValueMap<string> labels) =>
        labels.IsEmpty ? None : string.Join(',', labels.Select(entry => $"{entry.Key}={entry.Value}"));

    /// <summary>A selector in the syntax of <c>kubectl -l</c>, requirements in the order of their keys; empty where
    /// there are none, null where one is malformed.</summary>
    public static string? Selector(LabelSelector? selector)
    {
        if (selector is null)
            return "";
        var parts = selector.MatchLabels
            .Select(entry => (entry.Key, Text: (string?)$"{entry.Key}={entry.Value}"))
            .Concat(selector.MatchExpressions.Select(r => (r.Key, Text: Requirement(r))))
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => part.Text)
            .ToList();
        return parts.Contains(null) ? null : string.Join(',', parts);
    }

    private static string? Requirement(LabelSelectorRequirement requirement)
    {
        var values = string.Join(',', requirement.Values.Order(StringComparer.Ordinal));
        return (requirement.Operator, requirement.Values.IsEmpty) switch
        {
            ("In", false) => $"{requirement.Key} in ({values})",
            ("NotIn", false) => $"{requirement.Key} notin ({values})",
            ("Exists", true) => requirement.Key,
            ("DoesNotExist", true) => "!" + requirement.Key,
            _ => null,
        };
    }
}
