namespace Orchestrator.ApiServer.Http.Metrics;

/// <summary>The running value of one instrument under one set of tags.</summary>
internal sealed class MetricSeries
{
    /// <summary>Upper bounds in seconds; kube-apiserver's own.</summary>
    public static readonly double[] Bounds =
    [
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
    ];

    private readonly Lock _gate = new();
    private readonly long[]? _buckets;
    private double _sum;
    private long _count;

    public MetricSeries(bool isHistogram) => _buckets = isHistogram ? new long[Bounds.Length] : null;

    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
            _count++;
            if (_buckets is null)
                return;
            var index = Array.BinarySearch(Bounds, value);
            index = index < 0 ? ~index : index;
            if (index < Bounds.Length)
                _buckets[index]++;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
            _sum = value;
    }

    /// <summary>Sum, count and a copy of the buckets, as of one moment.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_gate)
            return (_sum, _count, _buckets is null ? [] : [.. _buckets]);
    }
}
