using System.Globalization;
using System.Text;

namespace Orchestrator.Cli.Cluster;

/// <summary>Reads samples from a <c>/metrics</c> page.</summary>
public sealed class MetricsText(string text)
{
    /// <summary>The value of the first sample of a metric; null where it has none.</summary>
    public double? Value(string name)
    {
        foreach (var (_, value) in Samples(name))
            return value;
        return null;
    }

    /// <summary>All samples of a metric, as the page has them: labels and value. A line that is no sample is passed
    /// over.</summary>
    public IEnumerable<(IReadOnlyDictionary<string, string> Labels, double Value)> Samples(string name)
    {
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length
                || line[name.Length] is not (' ' or '{'))
            {
                continue;
            }
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            var rest = line.AsSpan(name.Length);
            if ((rest[0] == ' ' || TryReadLabels(ref rest, labels))
                && double.TryParse(rest, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                yield return (labels, value);
            }
        }
    }

    /// <summary>Reads <c>{name="text",…}</c>, and leaves what stands behind it.</summary>
    private static bool TryReadLabels(ref ReadOnlySpan<char> rest, Dictionary<string, string> labels)
    {
        rest = rest[1..];
        while (true)
        {
            rest = rest.TrimStart([',', ' ']);
            if (rest.StartsWith("}"))
            {
                rest = rest[1..];
                return true;
            }
            var equals = rest.IndexOf("=\"");
            if (equals <= 0)
                return false;
            var name = rest[..equals].ToString();
            rest = rest[(equals + 2)..];
            if (ReadQuoted(ref rest) is not { } value)
                return false;
            labels[name] = value;
        }
    }

    /// <summary>Up to the closing quote, which is passed; null where there is none.</summary>
    private static string? ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }
            if (rest[i] == '\\' && i + 1 < rest.Length)
                value.Append(rest[++i] == 'n' ? '\n' : rest[i]);
            else
                value.Append(rest[i]);
        }
        return null;
    }
}
