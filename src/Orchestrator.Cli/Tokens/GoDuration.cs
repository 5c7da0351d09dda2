using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Tokens;

/// <summary>Lengths of time as kubeadm's options take them (<c>24h</c>, <c>1h30m</c>, <c>0</c>) and as its tables show
/// them. Pure.</summary>
internal static partial class GoDuration
{
    /// <summary>Null for what is none, is below zero, or is longer than a hundred years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (text.Length == 0 || !Whole().IsMatch(text))
            return null;
        var seconds = 0.0;
        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(part.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            seconds += number * part.Groups[2].Value switch { "h" => 3600, "m" => 60, "s" => 1, _ => 0.001 };
        }
        return seconds <= TimeSpan.FromDays(36_525).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Its largest unit: <c>59s</c>, <c>23h</c>, <c>6d</c>, <c>2y</c>.</summary>
    public static string Short(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => Text(time.TotalSeconds, 's'),
        { TotalMinutes: < 60 } => Text(time.TotalMinutes, 'm'),
        { TotalHours: < 24 } => Text(time.TotalHours, 'h'),
        { TotalDays: < 365 } => Text(time.TotalDays, 'd'),
        _ => Text(time.TotalDays / 365, 'y'),
    };

    private static string Text(double number, char unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)number}{unit}");

    [GeneratedRegex(@"^(\d+(\.\d+)?(h|ms|m|s))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|m|s)")]
    private static partial Regex Part();
}
