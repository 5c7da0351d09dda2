using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Commands;

/// <summary>A length of time as Go and Kubernetes write it: <c>500ms</c>, <c>15s</c>, <c>1h30m0s</c>. Pure.</summary>
public readonly partial record struct GoDuration(TimeSpan Time)
{
    /// <summary>The longest that a timer takes.</summary>
    public static readonly TimeSpan TimerMax = TimeSpan.FromDays(49);

    private static readonly TimeSpan Century = TimeSpan.FromDays(36_525);

    /// <summary>Its largest unit: <c>59s</c>, <c>23h</c>, <c>6d</c>, <c>2y</c>.</summary>
    public string Short => Time switch
    {
        { TotalSeconds: < 60 } => Text(Time.TotalSeconds, 's'),
        { TotalMinutes: < 60 } => Text(Time.TotalMinutes, 'm'),
        { TotalHours: < 24 } => Text(Time.TotalHours, 'h'),
        { TotalDays: < 365 } => Text(Time.TotalDays, 'd'),
        _ => Text(Time.TotalDays / 365, 'y'),
    };

    /// <summary>Null for what is none, is below zero, or is longer than a hundred years. A bare <c>0</c> is
    /// one.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (!Whole().IsMatch(text))
            return null;
        var seconds = 0.0;
        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(
                part.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            seconds += number * part.Groups[2].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "ns" => 1e-9,
                _ => 1e-6,
            };
        }
        return seconds <= Century.TotalSeconds ? TimeSpan.FromMilliseconds(Math.Round(seconds * 1000, 3)) : null;
    }

    /// <summary>An option that takes one, and shows its default as one.</summary>
    /// <param name="takes">What it takes, for who wrote something else: <c>a length of time such as 15s</c>.</param>
    public static Option<GoDuration> Option(
        string name, string description, TimeSpan usual, string takes, TimeSpan min = default, TimeSpan? max = null) =>
        new(name)
        {
            Description = description,
            HelpName = "duration",
            DefaultValueFactory = _ => new(usual),
            CustomParser = result => Parse(result, takes, min, max ?? Century),
        };

    /// <summary>Go's own form: from the largest unit that is not 0 down to seconds, or the one below a
    /// second.</summary>
    public override string ToString()
    {
        if (Time > TimeSpan.Zero && Time < TimeSpan.FromSeconds(1))
            return string.Create(CultureInfo.InvariantCulture, $"{Time.TotalMilliseconds}ms");
        var text = new StringBuilder();
        if (Time.TotalHours >= 1)
            text.Append(CultureInfo.InvariantCulture, $"{(long)Time.TotalHours}h");
        if (Time.TotalMinutes >= 1)
            text.Append(CultureInfo.InvariantCulture, $"{Time.Minutes}m");
        var seconds = (Time.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond;
        return text.Append(CultureInfo.InvariantCulture, $"{seconds:0.#######}s").ToString();
    }

    private static GoDuration Parse(ArgumentResult result, string takes, TimeSpan min, TimeSpan max)
    {
        var text = result.Tokens[0].Value;
        if (Parse(text) is { } time && time >= min && time <= max)
            return new(time);
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} takes {takes}, not '{text}'");
        return default;
    }

    private static string Text(double number, char unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)number}{unit}");

    [GeneratedRegex(@"\A((\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|ns))+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
