namespace Orchestrator.Bench.Report;

/// <summary>Every value measured, by the name of its figure, in the order in which they first came.</summary>
public sealed class Figures
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<double>> _values = [];

    public IReadOnlyList<string> Names => _order;

    public void Add(string name, double value)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _order.Add(name);
            _values[name] = values = [];
        }
        values.Add(value);
    }

    /// <summary>Null when the figure was not measured.</summary>
    public double? Median(string name)
    {
        if (!_values.TryGetValue(name, out var values))
            return null;
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public (double Low, double High) Range(string name) => (_values[name].Min(), _values[name].Max());
}
