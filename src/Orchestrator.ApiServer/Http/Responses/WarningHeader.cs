namespace Orchestrator.ApiServer.Http.Responses;

/// <summary>Values of <c>Warning</c> headers: <c>299 - "text"</c>.</summary>
internal static class WarningHeader
{
    private const string Before = "299 - \"";

    public static string Of(string text)
    {
        var safe = text.Replace("\\", "\\\\").Replace("\"", "\\\"");
        return $"{Before}{string.Concat(safe.Where(c => !char.IsControl(c) && c < 127))}\"";
    }

    /// <summary>The text; null where it is none of ours.</summary>
    public static string? Read(string value) =>
        value.Length > Before.Length && value.StartsWith(Before, StringComparison.Ordinal) && value[^1] == '"'
            ? value[Before.Length..^1].Replace("\\\"", "\"").Replace("\\\\", "\\")
            : null;
}
