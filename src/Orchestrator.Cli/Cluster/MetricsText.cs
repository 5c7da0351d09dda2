using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>Reads single values from a <c>/metrics</c> page.</summary>
public sealed class MetricsText(string text)
{
    /// <summary>The value of the first sample of a metric; null where it has none.</summary>
    public double? Value(string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length
                || line[name.Length] is not (' ' or '{'))
            {
                continue;
            }
            var value = line[(line.LastIndexOf(' ') + 1)..];
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number;
        }
        return null;
    }
}
