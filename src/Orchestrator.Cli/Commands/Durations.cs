using System.CommandLine.Parsing;
using System.Globalization;

namespace Orchestrator.Cli.Commands;

/// <summary>Lengths of time as Go and Kubernetes write them: <c>15s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
public static class Durations
{
    private static readonly (string Name, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>A parser that says what an option takes.</summary>
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var duration))
            return duration;
        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option} takes a length of time such as 15s or 1m30s, not '{text}'");
        return default;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var seconds = 0.0;
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0
                || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n))
                return false;
            text = text[digits..];
            var length = text.IndexOfAnyInRange('0', '9');
            var unit = length < 0 ? text : text[..length];
            if (SecondsOf(unit) is not { } each)
                return false;
            seconds += n * each;
            text = text[unit.Length..];
        }
        if (seconds > TimeSpan.FromDays(49).TotalSeconds)
            return false;
        duration = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000, 3));
        return true;
    }

    private static double? SecondsOf(ReadOnlySpan<char> unit)
    {
        foreach (var (name, seconds) in Units)
        {
            if (unit.SequenceEqual(name))
                return seconds;
        }
        return null;
    }
}
